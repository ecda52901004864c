import { Link } from '../app/location.tsx'

export interface Chip {
  label: string
  to: string
  on: boolean
}

/** One choice out of a few, kept in the address: each chip is a link. */
export function Chips({ label, chips, replace = false }: { label: string; chips: readonly Chip[]; replace?: boolean }) {
  return (
    <nav class="chips" aria-label={label}>
      {chips.map((chip) => (
        <Link key={chip.label} to={chip.to} class="chip" current={chip.on ? 'true' : undefined} replace={replace}>
          {chip.label}
        </Link>
      ))}
    </nav>
  )
}
