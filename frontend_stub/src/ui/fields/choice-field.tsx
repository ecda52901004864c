import type { ComponentChildren } from 'preact'
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
  return (
    <Choices name={name} label={label} hint={hint} fault={fault}>
      {options.map((option, n) => (
        <label key={option.value} class="check">
          <input
            id={n === 0 ? fieldId(name) : undefined}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <OptionText option={option} />
        </label>
      ))}
    </Choices>
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

interface ChecksProps extends FieldFrame {
  options: readonly Option[]
  values: readonly string[]
  onValues: (values: string[]) => void
}

/** Any number out of a few. */
export function ChecksField({ name, label, hint, fault, options, values, onValues }: ChecksProps) {
  const turned = (value: string, on: boolean) => (on ? [...values, value] : values.filter((other) => other !== value))
  return (
    <Choices name={name} label={label} hint={hint} fault={fault}>
      {options.map((option, n) => (
        <label key={option.value} class="check">
          <input
            id={n === 0 ? fieldId(name) : undefined}
            type="checkbox"
            name={name}
            value={option.value}
            checked={values.includes(option.value)}
            onChange={(event) => onValues(turned(option.value, event.currentTarget.checked))}
          />
          <OptionText option={option} />
        </label>
      ))}
    </Choices>
  )
}

/** Label, hint and fault around several inputs; the first of them has the field's id, for the summary of faults. */
function Choices({ name, label, hint, fault, children }: FieldFrame & { children: ComponentChildren }) {
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
      {children}
    </fieldset>
  )
}

function OptionText({ option }: { option: Option }) {
  return (
    <span>
      {option.label}
      {option.hint && <span class="quiet option-hint">{option.hint}</span>}
    </span>
  )
}
