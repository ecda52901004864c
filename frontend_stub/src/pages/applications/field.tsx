import { localized } from '../../i18n/localized.ts'
import { named, w } from '../../i18n/work/text.ts'
import { ChecksField } from '../../ui/fields/choice-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { UploadField } from '../../ui/fields/upload-field.tsx'
import type { Faults } from '../../ui/form.tsx'
import { INPUTS, isDocument, type FieldName, type Filled, type SectorOption } from './fields.ts'

interface Props {
  name: FieldName
  filled: Filled
  onFilled: (filled: Filled) => void
  sectors: readonly SectorOption[]
  faults: Faults<FieldName>
}

/** One field of an application, in the way that suits what it holds. */
export function ApplicationField({ name, filled, onFilled, sectors, faults }: Props) {
  const frame = { name, label: named('field', name), fault: faults[name] }
  const set = (value: string) => onFilled({ ...filled, texts: { ...filled.texts, [name]: value } })
  const value = filled.texts[name] ?? ''
  if (name === 'sectors') {
    const open = sectors.filter(({ state, code }) => state === 'ACTIVE' || filled.sectors.includes(code))
    return (
      <ChecksField
        {...frame}
        hint={w('sectors_hint')}
        options={open.map((sector) => ({ value: sector.code, label: localized(sector.name) }))}
        values={filled.sectors}
        onValues={(chosen) => onFilled({ ...filled, sectors: chosen })}
      />
    )
  }
  if (isDocument(name)) {
    const hint = name === 'STATEMENT' ? w('statement_hint') : undefined
    return <UploadField {...frame} hint={hint} purpose={name} value={value} onValue={set} />
  }
  const { type, numeric, autocomplete } = INPUTS[name] ?? {}
  return (
    <TextField
      {...frame}
      hint={HINTS.has(name) ? named('hint', name) : undefined}
      {...(type && { type })}
      {...(numeric && { inputMode: 'numeric' as const })}
      {...(autocomplete && { autocomplete })}
      value={value}
      onValue={set}
    />
  )
}

const HINTS: ReadonlySet<FieldName> = new Set<FieldName>(['publicName', 'legalName', 'nik', 'npwp', 'nib', 'phone'])
