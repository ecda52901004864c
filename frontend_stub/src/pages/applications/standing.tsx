import { day, moment } from '../../format/time.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Notice } from '../../ui/notice.tsx'
import { StageTimeline } from '../stages/stage-timeline.tsx'
import { Link } from '../../app/location.tsx'
import { t } from '../../i18n/text.ts'
import type { StepProps } from './application.tsx'
import { Withdrawal } from './withdrawal.tsx'

/** Where a submitted application stands, what happened, and by when the next word is due. */
export function Standing({ application, reload }: StepProps) {
  const { answers, run, state } = application
  const rejection = answers.find(({ outcome }) => outcome === 'REJECT')
  const open = state === 'IN_REVIEW' || state === 'CHANGES_REQUESTED'
  return (
    <>
      {state === 'APPROVED' && (
        <Notice kind="good" title={w('approved_title')}>
          <p>{w('approved_next')}</p>
          <Link class="button" to="/">
            {t('to_needs')}
          </Link>
        </Notice>
      )}
      {state === 'IN_REVIEW' && application.number && <p class="lead">{w('in_review', { number: application.number })}</p>}
      {state === 'REJECTED' && rejection && (
        <Notice kind="bad" title={w('rejected_title')}>
          {rejection.reasonCode && <p>{named('reason', rejection.reasonCode)}</p>}
          <p>{rejection.reason}</p>
        </Notice>
      )}
      {run?.appealUntil && <p>{w('appeal_until', { date: day(run.appealUntil) })}</p>}
      {run && (
        <section>
          <h2>{w('history')}</h2>
          <StageTimeline stages={run.stages} />
          {run.closedAt && <p class="quiet">{w('closed_at', { time: moment(run.closedAt) })}</p>}
        </section>
      )}
      {open && <Withdrawal application={application} reload={reload} />}
    </>
  )
}
