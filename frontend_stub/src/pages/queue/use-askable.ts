import { named } from '../../i18n/work/text.ts'
import type { Option } from '../../ui/fields/choice-field.tsx'
import { fieldCalled } from '../applications/fields.ts'
import { useAttributeTitles } from './titles.ts'
import type { Task } from './case.tsx'

/** What the applicant can be asked to change: the fields as the server names them, with their words. */
export function useAskable(task: Task): Option[] {
  const subject = task.run?.subject
  const titleOf = useAttributeTitles(task.sector ?? '')
  if (subject?.__typename === 'Application') {
    const filled = (subject.form ?? []).map(({ name }) => name)
    const documents = subject.documents.map(({ purpose }) => `documents.${purpose}`)
    return ['public_name', ...filled, 'sectors', ...documents].map((value) => ({
      value,
      label: named('field', fieldCalled(value)),
    }))
  }
  if (subject?.__typename === 'Need') {
    const facts = Object.keys((subject.facts ?? {}) as object)
    return [
      { value: 'quantity', label: named('field', 'quantity') },
      ...facts.map((value) => ({ value: `facts.${value}`, label: titleOf(value) })),
    ]
  }
  return []
}
