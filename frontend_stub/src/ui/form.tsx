import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n/text.ts'

/** What is wrong, by the name of the field; `''` is for what belongs to no field. */
export type Faults<Name extends string> = Partial<Record<Name | '', string>>

interface FormProps<Name extends string> {
  faults: Faults<Name>
  submit: string
  busy: boolean
  onSubmit: () => void
  children: ComponentChildren
}

/** A form that is checked when it is sent: all faults on top, linked, and each beside its field. Input is kept. */
export function Form<Name extends string>({ faults, submit, busy, onSubmit, children }: FormProps<Name>) {
  const send = (event: Event) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <form class="form" noValidate onSubmit={send} aria-busy={busy}>
      <FaultSummary faults={faults} />
      {children}
      <button type="submit" class="primary" aria-disabled={busy}>
        {busy ? t('working') : submit}
      </button>
    </form>
  )
}

/** The reader is taken here when a form comes back with faults. */
function FaultSummary<Name extends string>({ faults }: { faults: Faults<Name> }) {
  const box = useRef<HTMLDivElement>(null)
  const found = Object.entries(faults) as [string, string][]
  useEffect(() => {
    if (found.length) box.current?.focus()
  }, [faults])
  if (!found.length) return null
  return (
    <div ref={box} class="notice bad" role="alert" tabIndex={-1}>
      <p class="notice-title">{t('form_problem')}</p>
      <ul>
        {found.map(([name, text]) => (
          <li key={name}>{name ? <a href={`#${fieldId(name)}`} onClick={(event) => focusField(event, name)}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
}

function focusField(event: Event, name: string): void {
  event.preventDefault()
  document.getElementById(fieldId(name))?.focus()
}

function fieldId(name: string): string {
  return `field-${name}`
}

interface FieldProps {
  name: string
  type?: 'text' | 'email' | 'password' | 'tel' | 'date'
  autocomplete?: string
  inputMode?: 'text' | 'email' | 'numeric' | 'decimal' | 'tel'
  label: string
  hint?: string
  fault?: string | undefined
  value: string
  onValue: (value: string) => void
}

export function Field({ name, type = 'text', label, hint, fault, value, onValue, ...input }: FieldProps) {
  const id = fieldId(name)
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  // Preact's types want one literal type of input; which one is the caller's choice here.
  const kind = { type } as JSX.IntrinsicElements['input']
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="fault">
          {fault}
        </p>
      )}
      <input
        {...input}
        {...kind}
        id={id}
        name={name}
        value={value}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  )
}

/** A password that its owner may look at before sending it. */
export function PasswordField(props: FieldProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Field {...props} type={open ? 'text' : 'password'} />
      <label class="check">
        <input type="checkbox" checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
        {t('password_show')}
      </label>
    </>
  )
}
