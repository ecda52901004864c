import { named } from '../../i18n/work/text.ts'
import { Tag, type Mood } from '../../ui/tag.tsx'

const MOODS: Partial<Record<string, Mood>> = {
  CHANGES_REQUESTED: 'warn',
  APPROVED: 'good',
  PASSED: 'good',
  REJECTED: 'bad',
  RETURNED: 'warn',
}

/** Where an application stands. */
export function ApplicationTag({ state }: { state: string }) {
  return <Tag mood={MOODS[state] ?? 'plain'}>{named('application', state)}</Tag>
}
