import { named, w } from '../../i18n/work/text.ts'
import type { ShownStage } from '../stages/stage-timeline.tsx'
import { Tag, type Mood } from '../../ui/tag.tsx'

const MOODS: Record<string, Mood> = { PASS: 'good', FAIL: 'bad', NEEDS_HUMAN: 'warn' }

/** What the automatic checks found at last, with their reasons. */
export function Checks({ stages }: { stages: readonly ShownStage[] }) {
  const latest = new Map(stages.flatMap(({ checks }) => checks ?? []).map((check) => [check.name, check]))
  if (!latest.size) return null
  return (
    <section>
      <h2>{w('checks')}</h2>
      <ul class="rows">
        {[...latest.values()].map(({ id, name, verdict, message }) => (
          <li key={id} class="check-line">
            <span>
              {named('check', name)}
              {message && <span class="quiet option-hint">{message}</span>}
            </span>
            <Tag mood={MOODS[verdict] ?? 'plain'}>{named('verdict', verdict)}</Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}
