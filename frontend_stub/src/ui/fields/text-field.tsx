import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../i18n/text.ts'
import { Labelled, type FieldFrame } from './labelled.tsx'

export interface TextFieldProps extends FieldFrame {
  type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'datetime-local' | 'number'
  autocomplete?: string
  inputMode?: 'text' | 'email' | 'numeric' | 'decimal' | 'tel'
  value: string
  onValue: (value: string) => void
}

export function TextField({ type = 'text', autocomplete, inputMode, value, onValue, ...frame }: TextFieldProps) {
  // Preact's types want one literal type of input; which one is the caller's choice here.
  const kind = { type, autocomplete, inputMode } as JSX.IntrinsicElements['input']
  return (
    <Labelled {...frame}>
      {(input) => <input {...kind} {...input} value={value} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Labelled>
  )
}

/** A password that its owner may look at before sending it. */
export function PasswordField(props: TextFieldProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <TextField {...props} type={open ? 'text' : 'password'} />
      <label class="check">
        <input type="checkbox" checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
        {t('password_show')}
      </label>
    </>
  )
}

interface LongTextProps extends FieldFrame {
  value: string
  onValue: (value: string) => void
}

/** More than a line: a reason, a description. */
export function LongTextField({ value, onValue, ...frame }: LongTextProps) {
  return (
    <Labelled {...frame}>
      {(input) => <textarea {...input} rows={4} value={value} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Labelled>
  )
}
