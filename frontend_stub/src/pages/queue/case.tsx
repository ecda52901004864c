import { useState } from 'preact/hooks'
import { go } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import type { Viewer } from '../../app/viewer.ts'
import { TaskPage } from '../../documents/queue.ts'
import { rupiah } from '../../format/money.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { forgetAnswers, useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Deadline, termState } from '../../ui/deadline.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { StageTimeline } from '../stages/stage-timeline.tsx'
import { StepUp } from '../../ui/step-up.tsx'
import { Trail } from '../../ui/trail.tsx'
import { Checks } from './checks.tsx'
import { Claim } from './claim.tsx'
import { Deciding } from './deciding.tsx'
import { Holder } from './index.tsx'
import { SubjectFacts } from './subject.tsx'

export type Task = NonNullable<ResultOf<typeof TaskPage>['task']>

/** One case: what is asked, what was found and said, and the viewer's word on it. */
export default function Case({ part }: RouteProps) {
  useTitle(t('queue'))
  return (
    <Gate title={t('queue')} needs="task:read">
      {(viewer) => <Loaded id={part.id ?? ''} viewer={viewer} />}
    </Gate>
  )
}

function Loaded({ id, viewer }: { id: string; viewer: Viewer }) {
  const { data, error, busy, at, reload } = useQuery(TaskPage, { id })
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {data && !data.task && <Missing to="/antrean" name={t('queue')} />}
      {data?.task && <Shown task={data.task} viewer={viewer} reload={reload} />}
    </>
  )
}

function Shown({ task, viewer, reload }: { task: Task; viewer: Viewer; reload: () => void }) {
  const subject = task.run?.subject
  return (
    <>
      <Trail steps={[{ name: t('queue'), to: '/antrean' }, { name: task.title }]} />
      <h1>{task.title}</h1>
      <p class="facts">
        <span class="quiet">
          {named('workflow', task.kind)}
          {task.stage && ` · ${named('stage', task.stage.name)}`}
          {task.value !== null && ` · ${rupiah(task.value)}`}
        </span>
        <Holder line={task} />
        {task.dueAt && <Deadline dueAt={task.dueAt} state={termState(task.createdAt, task.dueAt)} />}
      </p>
      <div class="columns">
        <div>
          {subject && <SubjectFacts subject={subject} />}
          {task.run && <Checks stages={task.run.stages} />}
          {task.run && (
            <section>
              <h2>{w('history')}</h2>
              <StageTimeline stages={task.run.stages} />
            </section>
          )}
        </div>
        <Word task={task} viewer={viewer} reload={reload} />
      </div>
    </>
  )
}

/** The right-hand side: holding the task, and deciding. */
function Word({ task, viewer, reload }: { task: Task; viewer: Viewer; reload: () => void }) {
  const [said, setSaid] = useState(false)
  const open = task.state === 'OPEN' || task.state === 'CLAIMED'
  const { isEnrolled, unlocks } = viewer.secondFactor
  const stepUpDue = unlocks.includes('task:decide')
  const decided = () => {
    forgetAnswers()
    setSaid(true)
    reload()
  }
  return (
    <section class="word" aria-label={w('your_word')}>
      <h2>{w('your_word')}</h2>
      {said && (
        <Notice kind="good" title={w('decided')}>
          <button type="button" onClick={() => go('/antrean')}>
            {w('to_queue')}
          </button>
        </Notice>
      )}
      {!open && !said && <Notice kind="info">{w('task_closed', { state: named('task', task.state) })}</Notice>}
      {open && !said && (
        <>
          {stepUpDue && <StepUp isEnrolled={isEnrolled} />}
          {!stepUpDue && task.viewerCannotDecideReason && <Notice kind="warn">{task.viewerCannotDecideReason}</Notice>}
          <Claim task={task} reload={reload} />
          <Deciding task={task} onDecided={decided} reload={reload} />
        </>
      )}
    </section>
  )
}
