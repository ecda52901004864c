import { Link } from '../app/location.tsx'

export interface Chip {
  label: string
  to: string
  on: boolean
}

interface Props {
  label: string
  chips: readonly Chip[]
  replace?: boolean
  /** On a phone they are pushed aside instead of filling several lines. */
  oneLine?: boolean
}

/** One choice out of a few, kept in the address: each chip is a link. */
export function Chips({ label, chips, replace = false, oneLine = false }: Props) {
  return (
    <nav class={oneLine ? 'chips one-line' : 'chips'} aria-label={label}>
      {chips.map((chip) => (
        <Link key={chip.label} to={chip.to} class="chip" current={chip.on ? 'true' : undefined} replace={replace}>
          {chip.label}
        </Link>
      ))}
    </nav>
  )
}
