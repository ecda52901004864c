import { here, Link } from '../app/location.tsx'
import { OpenNeeds as Document } from '../documents/needs.ts'
import { usePages } from '../graphql/use-pages.ts'
import { t } from '../i18n/text.ts'
import { Empty } from './empty.tsx'
import { Failure } from './failure.tsx'
import { More } from './more.tsx'
import { asLine } from './need-line.ts'
import { NeedList } from './need-list.tsx'
import { Skeleton } from './skeleton.tsx'

interface Props {
  area?: string
  sector: string | null
}

/** Needs that still take help, the largest gap first. */
export function OpenNeeds({ area, sector }: Props) {
  const filter = { state: 'OPEN', ...(area && { area }), ...(sector && { sector }) } as const
  const { nodes, total, error, busy, at, reload, onMore, loadingMore } = usePages(
    Document,
    { filter, first: 20 },
    ({ needs }) => needs,
  )
  return (
    <section aria-busy={busy}>
      <div class="heading-row">
        <h2>{t('needs')}</h2>
        <p class="quiet">{t('sort_note')}</p>
      </div>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!nodes && busy && <Skeleton shape="row" />}
      {nodes?.length === 0 &&
        (sector ? (
          <Empty why={t('needs_no_match')}>
            <Link to={here({ bidang: null })} class="button" replace>
              {t('clear_filters')}
            </Link>
          </Empty>
        ) : (
          <Empty why={t('needs_none')} />
        ))}
      {nodes && nodes.length > 0 && (
        <>
          <NeedList needs={nodes.map(asLine)} />
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}
