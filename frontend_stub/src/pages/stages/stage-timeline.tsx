import { moment } from '../../format/time.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Deadline, termState } from '../../ui/deadline.tsx'
import { Timeline, type Happening } from '../../ui/timeline.tsx'

export interface ShownStage {
  id: string
  name: string
  state: string
  role: string
  createdAt: string
  dueAt: string
  closedAt: string | null
  /** What was checked and said; only deciders see these. */
  checks?: { id: string; name: string; verdict: string; message: string | null }[]
  decisions?: { id: string; outcome: string; role: string; reason: string | null; createdAt: string }[]
}

/** The stages of a case: what was checked and said in each, and until when the open one is due. */
export function StageTimeline({ stages }: { stages: readonly ShownStage[] }) {
  return <Timeline label={w('history')} happenings={stages.map(happening)} />
}

function happening(stage: ShownStage): Happening {
  const title = `${named('stage', stage.name)}: ${named('stage_state', stage.state)}`
  return {
    key: stage.id,
    title,
    at: stage.closedAt,
    by: named('role', stage.role),
    children: (
      <>
        {!stage.closedAt && <Deadline dueAt={stage.dueAt} state={termState(stage.createdAt, stage.dueAt)} />}
        <ul class="words">
          {(stage.checks ?? [])
            .filter(({ verdict }) => verdict !== 'PASS')
            .map(({ id, name, message }) => (
              <li key={id}>
                {named('check', name)}
                {message && `: ${message}`}
              </li>
            ))}
          {(stage.decisions ?? []).map(({ id, outcome, role, reason, createdAt }) => (
            <li key={id}>
              <strong>{named('outcome', outcome)}</strong> · {named('role', role)} ·{' '}
              <time dateTime={createdAt}>{moment(createdAt)}</time>
              {reason && <q class="said">{reason}</q>}
            </li>
          ))}
        </ul>
      </>
    ),
  }
}
