import { useState } from 'preact/hooks'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import type { Viewer } from '../../app/viewer.ts'
import { PledgeCancel, PledgeDeliveries, PledgePage } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { day, moment } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Figures } from '../../ui/figures.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Notice } from '../../ui/notice.tsx'
import { unitAndPlace } from '../../ui/place-name.ts'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Summary } from '../../ui/summary.tsx'
import { Trail } from '../../ui/trail.tsx'
import { useAction } from '../../ui/use-submit.ts'
import { Allocating } from './allocating.tsx'
import { Deliveries } from './deliveries.tsx'
import { PledgeTag, whatIs } from './line.tsx'
import { Reporting } from './reporting.tsx'

export type Pledge = NonNullable<ResultOf<typeof PledgePage>['pledge']>

/** One promise: shared out among recipients, handed over, or taken back. Both its parties follow it here. */
export default function PledgeScreen({ part }: RouteProps) {
  useTitle(t('pledges'))
  return (
    <Gate title={t('pledges')} needs="pledge:read">
      {(viewer) => <Loaded id={part.id ?? ''} viewer={viewer} />}
    </Gate>
  )
}

function Loaded({ id, viewer }: { id: string; viewer: Viewer }) {
  const { data, error, busy, at, reload } = useQuery(PledgePage, { id })
  const deliveries = useQuery(PledgeDeliveries, { pledgeId: id })
  const again = () => {
    reload()
    deliveries.reload()
  }
  // The giver comes from the list of promises, the unit from what it awaits.
  const list = viewer.permissions.includes('pledge:place')
    ? { to: '/komitmen', name: t('pledges') }
    : { to: '/penerimaan', name: t('receiving') }
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={again} shownAt={at} />}
      {data && !data.pledge && <Missing {...list} />}
      {data?.pledge && (
        <>
          <Trail steps={[list, { name: whatIs(data.pledge.need, data.pledge.quantity) }]} />
          <Shown pledge={data.pledge} />
          <Deliveries deliveries={deliveries.data?.deliveries?.nodes ?? []} />
          <Allocating key={`a${data.pledge.allocations.length}`} pledge={data.pledge} viewer={viewer} reload={again} />
          {data.pledge.viewerCanReportDelivery.allowed && (
            <Reporting key={data.pledge.version} pledge={data.pledge} reload={again} />
          )}
          {data.pledge.viewerCanCancel.allowed && <Cancelling pledge={data.pledge} reload={again} />}
        </>
      )}
    </>
  )
}

function Shown({ pledge }: { pledge: Pledge }) {
  const { need, collaborator } = pledge
  return (
    <>
      <h1>{whatIs(need, pledge.quantity)}</h1>
      <p class="facts">
        <PledgeTag state={pledge.state} />
        <span class="quiet">{unitAndPlace(need?.unit?.name, need?.place?.name)}</span>
      </p>
      <Figures
        figures={[
          { label: t('pledged'), value: number(pledge.quantity) },
          { label: t('delivered'), value: number(pledge.delivered) },
          { label: t('confirmed'), value: number(pledge.confirmed) },
          { label: w('to_deliver'), value: number(pledge.remaining) },
        ]}
      />
      <Summary
        answers={[
          { name: w('giver'), value: collaborator?.publicName ?? '' },
          ...(need?.unit?.address ? [{ name: named('field', 'address'), value: need.unit.address }] : []),
          ...(pledge.scheduledOn ? [{ name: w('scheduled_on'), value: day(pledge.scheduledOn) }] : []),
          ...(pledge.expiresAt && pledge.state === 'ACCEPTED'
            ? [{ name: w('held_until_name'), value: moment(pledge.expiresAt) }]
            : []),
        ]}
      />
    </>
  )
}

function Cancelling({ pledge, reload }: { pledge: Pledge; reload: () => void }) {
  const [asking, setAsking] = useState(false)
  const { faults, busy, send } = useAction(async (idempotencyKey) => {
    const input = { pledgeId: pledge.id, expectedVersion: pledge.version, idempotencyKey }
    return (await ask(PledgeCancel, { input })).pledgeCancel.errors
  }, reload)
  const confirm = () => {
    setAsking(false)
    send()
  }
  return (
    <div class="aside">
      {faults[''] && <Notice kind="bad">{faults['']}</Notice>}
      <button type="button" class="plain-button" aria-disabled={busy} onClick={() => setAsking(true)}>
        {w('cancel_pledge')}
      </button>
      {asking && (
        <ConfirmDialog
          title={w('cancel_title', { what: whatIs(pledge.need, pledge.remaining) })}
          action={w('cancel_pledge')}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <p>{w('cancel_why')}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
