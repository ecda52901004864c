import type { ComponentChildren } from 'preact'

interface Props {
  kind: 'info' | 'good' | 'warn' | 'bad'
  title?: string
  children?: ComponentChildren
}

/** Something the reader should know now; a bad one is read out at once. */
export function Notice({ kind, title, children }: Props) {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  )
}
