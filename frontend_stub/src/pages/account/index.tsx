import { go } from '../../app/location.tsx'
import { useTitle } from '../../app/title.ts'
import { becomePublic, type Viewer } from '../../app/viewer.ts'
import { AccountPage, SessionsEnd } from '../../documents/account.ts'
import { day, moment } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Summary } from '../../ui/summary.tsx'
import { useAction } from '../../ui/use-submit.ts'
import { Enrolment } from './enrolment.tsx'

type Me = NonNullable<ResultOf<typeof AccountPage>['viewer']>

/** Who the viewer is here, the second factor, and where the account is signed in. */
export default function Account() {
  useTitle(t('account'))
  return <Gate title={t('account')}>{(viewer) => <Mine viewer={viewer} />}</Gate>
}

function Mine({ viewer }: { viewer: Viewer }) {
  const { data, error, busy, at, reload } = useQuery(AccountPage, {})
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {data?.viewer && (
        <>
          <h1>{data.viewer.account.name}</h1>
          <p class="quiet">{data.viewer.account.email}</p>
          <Roles grants={data.viewer.account.grants} />
          <Enrolment factor={viewer.secondFactor} />
          <Sessions sessions={data.viewer.sessions} />
        </>
      )}
    </>
  )
}

function Roles({ grants }: { grants: Me['account']['grants'] }) {
  const held = grants.filter(({ revokedAt }) => !revokedAt)
  if (!held.length) return null
  return (
    <section>
      <h2>{w('roles')}</h2>
      <Summary
        answers={held.map(({ role, area, sector, validTo }) => ({
          name: named('role', role),
          value: [area ?? w('everywhere'), sector ?? t('all_sectors'), validTo && w('until', { date: day(validTo) })]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </section>
  )
}

function Sessions({ sessions }: { sessions: Me['sessions'] }) {
  const { faults, busy, send } = useAction(
    async () => (await ask(SessionsEnd, { input: {} })).sessionsEnd.errors,
    () => {
      becomePublic()
      go('/')
    },
  )
  return (
    <section>
      <h2>{w('sessions')}</h2>
      <Summary
        answers={sessions.map((session) => ({
          name: session.isThisOne ? w('session_this') : w('session_other'),
          value: w('session_seen', { time: moment(session.lastSeenAt) }),
        }))}
      />
      {faults[''] && <Notice kind="bad">{faults['']}</Notice>}
      <button type="button" aria-disabled={busy} onClick={send}>
        {w('sessions_end')}
      </button>
    </section>
  )
}
