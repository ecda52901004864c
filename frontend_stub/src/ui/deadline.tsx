import { moment, relative } from '../format/time.ts'
import { t } from '../i18n/text.ts'
import { Tag, type Mood } from './tag.tsx'

export type TermState = 'SAFE' | 'NEAR' | 'OVERDUE'

/** How a term stands: near in its last quarter. When it is due, in working days, the server says. */
export function termState(from: string, dueAt: string, now: number = Date.now()): TermState {
  const [begins, ends] = [new Date(from).getTime(), new Date(dueAt).getTime()]
  if (now >= ends) return 'OVERDUE'
  return ends - now <= (ends - begins) / 4 ? 'NEAR' : 'SAFE'
}

const MOODS: Record<TermState, Mood> = { SAFE: 'plain', NEAR: 'warn', OVERDUE: 'bad' }

/** When something is due: how it stands, in how long, and at what time exactly. */
export function Deadline({ dueAt, state }: { dueAt: string; state: TermState }) {
  return (
    <span class="deadline">
      <Tag mood={MOODS[state]}>{t(`term_${state}`)}</Tag>{' '}
      <time dateTime={dueAt} title={moment(dueAt)}>
        {relative(dueAt)}
      </time>
    </span>
  )
}
