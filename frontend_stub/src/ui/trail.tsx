import type { ComponentChildren } from 'preact'
import { Link } from '../app/location.tsx'
import { t } from '../i18n/text.ts'

interface Step {
  name: ComponentChildren
  /** None for where the reader is. */
  to?: string
}

/** How one got here, and the way back up. */
export function Trail({ steps }: { steps: readonly Step[] }) {
  return (
    <nav class="trail" aria-label={t('where')}>
      <ol>
        {steps.map(({ name, to }, n) => (
          <li key={n} aria-current={to ? undefined : 'page'}>
            {to ? <Link to={to}>{name}</Link> : name}
          </li>
        ))}
      </ol>
    </nav>
  )
}
