import { number } from '../format/number.ts'
import { t } from '../i18n/text.ts'

interface Props {
  shown: number
  total: number
  /** Null at the end of the list. */
  onMore: (() => void) | null
  busy: boolean
}

const PAGE = 20

/** How much of a list is shown, and the next page on request. */
export function More({ shown, total, onMore, busy }: Props) {
  return (
    <div class="more">
      <p class="quiet" role="status">
        {t('shown_of', { shown: number(shown), total: number(total) })}
      </p>
      {onMore && (
        <button type="button" aria-disabled={busy} onClick={() => !busy && onMore()}>
          {t('more', { count: number(Math.min(PAGE, total - shown)) })}
        </button>
      )}
    </div>
  )
}
