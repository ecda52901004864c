import { t } from '../i18n/text.ts'

/** Checks that spare a round trip; the server's are the ones that count. */

export function emailFault(email: string): string | undefined {
  if (!email.trim()) return t('required_email')
  return /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : t('malformed_email')
}

/** The faults that are there, without the fields that have none. */
export function found<Name extends string>(faults: Record<Name, string | undefined>): Partial<Record<Name, string>> {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault)) as Partial<Record<Name, string>>
}
