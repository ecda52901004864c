import { t } from '../i18n/text.ts'

/** Holds the place of what is coming, in its final size, so that nothing jumps. */
export function Skeleton({ shape }: { shape: 'line' | 'row' | 'map' }) {
  return <div class={`skeleton ${shape}`} aria-hidden="true" />
}

export function SkeletonPage() {
  return (
    <div aria-busy="true">
      <p class="hidden" role="status">
        {t('loading')}
      </p>
      <Skeleton shape="line" />
      <Skeleton shape="row" />
      <Skeleton shape="row" />
    </div>
  )
}
