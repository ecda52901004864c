import { useEffect, useState } from 'preact/hooks'
import { PledgePreview } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { day, moment } from '../../format/time.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Failure } from '../../ui/failure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Tag } from '../../ui/tag.tsx'

type Promise = VariablesOf<typeof PledgePreview>

/** Somebody who steps the quantity up asks once, when they pause. */
const PAUSE_MS = 300

/** What would come of a promise now: whether it would be taken, who is eligible, who has had a share already. */
export function Preview({ promise, unit }: { promise: Promise; unit: string }) {
  const settled = useSettled(promise)
  const { data, error, busy, reload } = useQuery(PledgePreview, settled)
  const preview = data?.pledgePreview
  return (
    <section class="word" aria-label={w('preview')} aria-busy={busy}>
      <h2>{w('preview')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} />}
      {preview && (
        <>
          {preview.wouldBeAccepted ? (
            <Notice kind="good" title={w('preview_good')} />
          ) : (
            <Notice kind="warn" title={w('preview_bad')}>
              <ul>
                {preview.problems.map(({ code, message }) => (
                  <li key={code}>{message}</li>
                ))}
              </ul>
            </Notice>
          )}
          {preview.registeredRecipients === 0 && preview.verdict === 'NEEDS_DATA' ? (
            <p>{w('eligible_later')}</p>
          ) : (
            <p>
              {w('eligibility')}{' '}
              <Tag mood={preview.verdict === 'ELIGIBLE' ? 'good' : 'warn'}>{named('eligible', preview.verdict)}</Tag>
            </p>
          )}
          {preview.registeredRecipients > 0 && (
            <p>
              {w('eligible_of', {
                eligible: number(preview.eligibleRecipients),
                registered: number(preview.registeredRecipients),
              })}
            </p>
          )}
          <p>{w('remaining_now', { remaining: number(preview.remaining), unit })}</p>
          <p>{w('held_until', { time: moment(preview.expiresAt) })}</p>
          {preview.overlaps.map(({ window, recipients, nextFree, refuses }) => (
            <Notice key={window} kind={refuses ? 'warn' : 'info'}>
              <p>{w('overlap', { count: number(recipients), window: windowInWords(window) })}</p>
              {nextFree && <p>{w('overlap_free', { date: day(nextFree) })}</p>}
            </Notice>
          ))}
        </>
      )}
    </section>
  )
}

/** `ROLLING_DAYS:14` is "14 hari"; a season is named by its turn. */
function windowInWords(window: string): string {
  const [kind = '', detail = ''] = window.split(':')
  return `${detail} ${named('window', kind)}`.trim()
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [JSON.stringify(value)])
  return settled
}
