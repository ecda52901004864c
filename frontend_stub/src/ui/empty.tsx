import type { ComponentChildren } from 'preact'

/** Why there is nothing here, and the way out. */
export function Empty({ why, children }: { why: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{why}</p>
      {children}
    </div>
  )
}
