import { useRef, useState } from 'preact/hooks'
import { Unanswered } from '../graphql/client.ts'
import { faultsOf, type Refusal } from '../graphql/refusals.ts'
import { t } from '../i18n/text.ts'
import type { Faults } from './form.tsx'
import { freshKey } from './fresh-key.ts'

export interface Submit<Name extends string> {
  faults: Faults<Name>
  /** What the last answer refused, with its codes. */
  refusals: readonly Refusal[]
  busy: boolean
  send: () => void
}

interface Sending<Name extends string> {
  fields: readonly Name[]
  /** What is wrong before anything is sent. */
  check: () => Faults<NoInfer<Name>>
  /** Sends, and gives the refusals; throws when there is no answer. `key` makes a repetition after that harmless. */
  act: (key: string) => Promise<readonly Refusal[]>
  done: () => void | Promise<void>
}

/** A form's way: check, send, show what was refused or go on. Input stays whatever happens. */
export function useSubmit<Name extends string>({ fields, check, act, done }: Sending<Name>): Submit<Name> {
  const [faults, setFaults] = useState<Faults<Name>>({})
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const [busy, setBusy] = useState(false)
  // One key until there is an answer: then the next attempt is another request, with other input.
  const key = useRef(freshKey())

  const send = async () => {
    const found = check()
    setFaults(found)
    setRefusals([])
    if (Object.keys(found).length) return
    setBusy(true)
    try {
      const refused = await act(key.current)
      key.current = freshKey()
      setRefusals(refused)
      if (refused.length) setFaults(faultsOf(refused, fields))
      else await done()
    } catch (error) {
      const kind = error instanceof Unanswered ? error.kind : 'server'
      setFaults({ '': t(`failed_${kind}`) } as Faults<Name>)
    } finally {
      setBusy(false)
    }
  }
  return { faults, refusals, busy, send: () => void send() }
}

/** A button's way: like a form without fields. */
export function useAction(act: (key: string) => Promise<readonly Refusal[]>, done: () => void | Promise<void>): Submit<never> {
  return useSubmit<never>({ fields: [], check: () => ({}), act, done })
}
