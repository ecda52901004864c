import type { SectorToAsk } from '../../documents/receiving.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { localized } from '../../i18n/localized.ts'
import { w } from '../../i18n/work/text.ts'
import { SelectField } from '../../ui/fields/choice-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'

type Attribute = NonNullable<ResultOf<typeof SectorToAsk>['sector']>['attributes'][number]

interface Props {
  attribute: Attribute
  value: string
  onValue: (value: string) => void
  fault?: string | undefined
}

/** A fact that a sector asks for, in the way that suits its kind. */
export function AttributeField({ attribute, value, onValue, fault }: Props) {
  const { name, title, unit, kind, choices } = attribute
  const frame = { name, label: unit ? `${localized(title)} (${unit})` : localized(title), fault, value, onValue }
  if (choices.length > 0) {
    return <SelectField {...frame} options={choices.map((one) => ({ value: one.value, label: localized(one.label) }))} />
  }
  if (kind === 'BOOL') {
    return (
      <SelectField
        {...frame}
        options={[
          { value: 'true', label: w('yes') },
          { value: 'false', label: w('no') },
        ]}
      />
    )
  }
  return (
    <TextField
      {...frame}
      {...(kind === 'DATE' && { type: 'date' as const })}
      {...(kind === 'NUMBER' && { inputMode: 'decimal' as const })}
    />
  )
}
