export interface Figure {
  label: string
  value: string
  /** The whole value, where `value` is shortened. */
  full?: string
}

/** A few headline numbers, each under its name. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ label, value, full }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd title={full}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
