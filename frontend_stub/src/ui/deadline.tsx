import { moment, relative } from '../format/time.ts'
import { t } from '../i18n/text.ts'
import { Tag, type Mood } from './tag.tsx'

/** How a term stands; the server counts in working days and says which. */
export type TermState = 'SAFE' | 'NEAR' | 'OVERDUE'

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
