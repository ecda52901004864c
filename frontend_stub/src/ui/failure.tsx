import { clock } from '../format/time.ts'
import { Unanswered } from '../graphql/client.ts'
import { t } from '../i18n/text.ts'
import { Notice } from './notice.tsx'

interface Props {
  error: unknown
  onRetry: () => void
  /** When older data still stands below: the time of that data. */
  shownAt?: string | undefined
}

/** What happened, what is still shown, and what to do. */
export function Failure({ error, onRetry, shownAt }: Props) {
  const unanswered = error instanceof Unanswered ? error : new Unanswered('server')
  return (
    <Notice kind="bad" title={t(`failed_${unanswered.kind}`)}>
      {shownAt && <p>{t('stale', { time: clock(shownAt) })}</p>}
      {unanswered.report && <p class="quiet">{t('failed_id', { id: unanswered.report })}</p>}
      {unanswered.kind === 'request' ? (
        <button type="button" onClick={() => location.reload()}>
          {t('reload')}
        </button>
      ) : (
        <button type="button" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </Notice>
  )
}
