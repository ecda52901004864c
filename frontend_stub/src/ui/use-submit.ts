import { useState } from 'preact/hooks'
import { Unanswered } from '../graphql/client.ts'
import { faultsOf, type Refusal } from '../graphql/refusals.ts'
import { t } from '../i18n/text.ts'
import type { Faults } from './form.tsx'

export interface Submit<Name extends string> {
  faults: Faults<Name>
  busy: boolean
  send: () => void
}

interface Sending<Name extends string> {
  fields: readonly Name[]
  /** What is wrong before anything is sent. */
  check: () => Faults<Name>
  /** Sends, and gives the refusals; throws when there is no answer. */
  act: () => Promise<readonly Refusal[]>
  done: () => void
}

/** A form's way: check, send, show what was refused or go on. Input stays whatever happens. */
export function useSubmit<Name extends string>({ fields, check, act, done }: Sending<Name>): Submit<Name> {
  const [faults, setFaults] = useState<Faults<Name>>({})
  const [busy, setBusy] = useState(false)

  const send = async () => {
    const found = check()
    setFaults(found)
    if (Object.keys(found).length) return
    setBusy(true)
    try {
      const refusals = await act()
      if (refusals.length) setFaults(faultsOf(refusals, fields))
      else done()
    } catch (error) {
      const kind = error instanceof Unanswered ? error.kind : 'server'
      setFaults({ '': t(`failed_${kind}`) } as Faults<Name>)
    } finally {
      setBusy(false)
    }
  }
  return { faults, busy, send: () => void send() }
}
