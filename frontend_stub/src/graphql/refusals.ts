import type { Faults } from '../ui/form.tsx'

/** What every refusal of the product has; its message is in the reader's language already. */
export interface Refusal {
  code: string
  message: string
  path: string[]
  /** Why exactly, as a code, where the refusal says: `SECOND_FACTOR`. */
  reason?: string
}

/** Sorts refusals by the form's fields; what concerns no field of it stands under `''`. */
export function faultsOf<Name extends string>(refusals: readonly Refusal[], fields: readonly Name[]): Faults<Name> {
  const faults: Partial<Record<string, string>> = {}
  for (const { message, path } of refusals) {
    const name = fields.find((field) => path.includes(field)) ?? ''
    faults[name] = faults[name] ? `${faults[name]} ${message}` : message
  }
  return faults as Faults<Name>
}
