import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/text.ts'
import { fieldId } from './fields/labelled.tsx'

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
          <li key={name}>{name ? <FaultLink name={name} text={text} /> : text}</li>
        ))}
      </ul>
    </div>
  )
}

function FaultLink({ name, text }: { name: string; text: string }) {
  const focus = (event: Event) => {
    event.preventDefault()
    document.getElementById(fieldId(name))?.focus()
  }
  return (
    <a href={`#${fieldId(name)}`} onClick={focus}>
      {text}
    </a>
  )
}
