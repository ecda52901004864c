import { here, Link } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import { Queue, QueueCounts } from '../../documents/queue.ts'
import { number } from '../../format/number.ts'
import { rupiahShort } from '../../format/money.ts'
import { clock } from '../../format/time.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Chips } from '../../ui/chips.tsx'
import { Deadline, termState } from '../../ui/deadline.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { More } from '../../ui/more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StepUp } from '../../ui/step-up.tsx'
import { Tag } from '../../ui/tag.tsx'

type Line = NonNullable<ResultOf<typeof Queue>['tasks']>['nodes'][number]

/** `?saring=` in the address, and what it asks of the API. */
const FILTERS = { all: null, milik: 'mine', bebas: 'unclaimed', lewat: 'overdue' } as const
type Chosen = keyof typeof FILTERS

/** What waits for a decision of the viewer, the most urgent first. */
export default function QueuePage({ params }: RouteProps) {
  useTitle(t('queue'))
  const asked = params.get('saring') ?? 'all'
  const chosen: Chosen = asked in FILTERS ? (asked as Chosen) : 'all'
  return (
    <Gate title={t('queue')} needs="task:read">
      {(viewer) => (
        <>
          <h1>{t('queue')}</h1>
          {viewer.secondFactor.unlocks.includes('task:decide') && <StepUp isEnrolled={viewer.secondFactor.isEnrolled} />}
          <Filters chosen={chosen} />
          <Tasks key={chosen} chosen={chosen} />
        </>
      )}
    </Gate>
  )
}

function Filters({ chosen }: { chosen: Chosen }) {
  const { data } = useQuery(QueueCounts, {})
  const chips = (Object.keys(FILTERS) as Chosen[]).map((name) => {
    const count = data?.[FILTERS[name] ?? 'all']?.totalCount
    const label = named('queue', FILTERS[name] ?? 'all')
    return {
      label: count === undefined ? label : `${label} (${number(count)})`,
      to: here({ saring: name === 'all' ? null : name }),
      on: name === chosen,
    }
  })
  return <Chips label={w('queue_filter')} oneLine chips={chips} />
}

function Tasks({ chosen }: { chosen: Chosen }) {
  const flag = FILTERS[chosen]
  const { nodes, total, error, busy, at, reload, onMore, loadingMore } = usePages(
    Queue,
    { filter: flag ? { [flag]: true } : null, first: 20 },
    ({ tasks }) => tasks,
  )
  return (
    <section aria-busy={busy}>
      <h2 class="hidden">{w('tasks')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!nodes && busy && <Skeleton shape="row" />}
      {nodes?.length === 0 &&
        (flag ? (
          <Empty why={w('queue_no_match')}>
            <Link to={here({ saring: null })} class="button">
              {t('clear_filters')}
            </Link>
          </Empty>
        ) : (
          <Empty why={w('queue_none')} />
        ))}
      {nodes && nodes.length > 0 && (
        <>
          <ul class="rows">
            {nodes.map((line) => (
              <li key={line.id}>
                <TaskLine line={line} />
              </li>
            ))}
          </ul>
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}

function TaskLine({ line }: { line: Line }) {
  return (
    <article class="line">
      <h3>
        <Link to={`/antrean/${encodeURIComponent(line.id)}`}>{line.title}</Link>
      </h3>
      <p>
        <Holder line={line} />
      </p>
      <p class="quiet">
        {named('workflow', line.kind)}
        {line.stage && ` · ${named('stage', line.stage.name)}`}
        {line.value !== null && ` · ${rupiahShort(line.value)}`}
      </p>
      {line.dueAt && (
        <p>
          <Deadline dueAt={line.dueAt} state={termState(line.createdAt, line.dueAt)} />
        </p>
      )}
    </article>
  )
}

interface Held {
  isMine: boolean
  isVacant: boolean
  claimExpiresAt: string | null
}

/** Who works on a task now, and until when it is kept for them. */
export function Holder({ line: { isMine, isVacant, claimExpiresAt } }: { line: Held }) {
  if (isVacant) return <Tag mood="bad">{w('task_vacant')}</Tag>
  const holds = claimExpiresAt !== null && new Date(claimExpiresAt).getTime() > Date.now()
  if (!holds) return <Tag>{w('task_free')}</Tag>
  const time = clock(claimExpiresAt)
  return isMine ? <Tag mood="good">{w('task_mine', { time })}</Tag> : <Tag mood="warn">{w('task_taken', { time })}</Tag>
}
