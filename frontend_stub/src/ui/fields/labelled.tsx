import type { ComponentChildren } from 'preact'

export interface FieldFrame {
  name: string
  label: string
  hint?: string | undefined
  fault?: string | undefined
}

/** What ties an input to its label, hint and fault. */
export interface Tied {
  id: string
  name: string
  'aria-invalid': 'true' | undefined
  'aria-describedby': string | undefined
}

export function fieldId(name: string): string {
  return `field-${name}`
}

interface Props extends FieldFrame {
  children: (input: Tied) => ComponentChildren
}

/** Label, hint and fault around any input, which is told how it is tied to them. */
export function Labelled({ name, label, hint, fault, children }: Props) {
  const id = fieldId(name)
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
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
      {children({ id, name, 'aria-invalid': fault ? 'true' : undefined, 'aria-describedby': described || undefined })}
    </div>
  )
}
