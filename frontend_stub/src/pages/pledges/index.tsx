import { here, Link } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import { Pledges } from '../../documents/pledges.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Chips } from '../../ui/chips.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { More } from '../../ui/more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PledgeLine } from './line.tsx'

const STATES = ['ACCEPTED', 'DELIVERED', 'CANCELLED', 'EXPIRED'] as const
type State = (typeof STATES)[number]

/** What the viewer's organisations have promised; `?keadaan=` chooses a state. */
export default function PledgesPage({ params }: RouteProps) {
  useTitle(t('pledges'))
  const asked = params.get('keadaan')
  const state = STATES.find((one) => one === asked) ?? null
  return (
    <Gate title={t('pledges')} needs="pledge:place">
      {() => (
        <>
          <h1>{t('pledges')}</h1>
          <p class="lead">{w('pledges_lead')}</p>
          <Chips
            label={t('status')}
            oneLine
            replace
            chips={[
              { label: w('all_states'), to: here({ keadaan: null }), on: state === null },
              ...STATES.map((one) => ({ label: named('pledge', one), to: here({ keadaan: one }), on: state === one })),
            ]}
          />
          <List key={state} state={state} />
        </>
      )}
    </Gate>
  )
}

function List({ state }: { state: State | null }) {
  const { nodes, total, error, busy, at, reload, onMore, loadingMore } = usePages(
    Pledges,
    { filter: state ? { state } : null, first: 20 },
    ({ pledges }) => pledges,
  )
  return (
    <section aria-busy={busy}>
      <h2 class="hidden">{t('pledges')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!nodes && busy && <Skeleton shape="row" />}
      {nodes?.length === 0 && (
        <Empty why={state ? w('pledges_no_match') : w('pledges_none')}>
          <Link to={state ? here({ keadaan: null }) : '/'} class="button">
            {state ? t('clear_filters') : t('to_needs')}
          </Link>
        </Empty>
      )}
      {nodes && nodes.length > 0 && (
        <>
          <ul class="rows">
            {nodes.map((pledge) => (
              <li key={pledge.id}>
                <PledgeLine pledge={pledge} />
              </li>
            ))}
          </ul>
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}
