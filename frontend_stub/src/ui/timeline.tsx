import type { ComponentChildren } from 'preact'
import { moment } from '../format/time.ts'

export interface Happening {
  key: string
  title: string
  /** Null for what is still to come. */
  at: string | null
  by?: string
  children?: ComponentChildren
}

/** What happened in order, and after it what is still to come. */
export function Timeline({ label, happenings }: { label: string; happenings: readonly Happening[] }) {
  return (
    <ol class="timeline" aria-label={label}>
      {happenings.map(({ key, title, at, by, children }) => (
        <li key={key} class={at ? 'past' : undefined}>
          <p class="timeline-title">{title}</p>
          {(at || by) && (
            <p class="quiet">
              {at && <time dateTime={at}>{moment(at)}</time>}
              {at && by && ' · '}
              {by}
            </p>
          )}
          {children}
        </li>
      ))}
    </ol>
  )
}
