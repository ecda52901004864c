import { fieldId, Labelled, type FieldFrame } from './labelled.tsx'

export interface Option {
  value: string
  label: string
  hint?: string
}

interface Props extends FieldFrame {
  options: readonly Option[]
  value: string
  onValue: (value: string) => void
}

/** One out of a few, all in sight. */
export function ChoiceField({ name, label, hint, fault, options, value, onValue }: Props) {
  const id = fieldId(name)
  return (
    <fieldset class={fault ? 'field faulty' : 'field'} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {hint && <p class="quiet">{hint}</p>}
      {fault && (
        <p id={`${id}-fault`} class="fault">
          {fault}
        </p>
      )}
      {options.map((option, n) => (
        <label key={option.value} class="check">
          {/* The first one has the field's id, so that the summary of faults leads to it. */}
          <input
            id={n === 0 ? id : undefined}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <span class="quiet option-hint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** One out of many. */
export function SelectField({ options, value, onValue, ...frame }: Props) {
  return (
    <Labelled {...frame}>
      {(input) => (
        <select {...input} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          <option value="" />
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}
