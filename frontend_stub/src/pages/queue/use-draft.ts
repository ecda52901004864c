import { useState } from 'preact/hooks'

/** What an approver has typed of a decision. */
export interface Draft {
  decision: string
  reasonCode: string
  reason: string
  askedFields: readonly string[]
}

const EMPTY: Draft = { decision: '', reasonCode: '', reason: '', askedFields: [] }

/** A draft that outlives the way to the second factor and back; gone with the tab, since it may name people. */
export function useDraft(task: string): [Draft, (draft: Draft) => void, () => void] {
  const key = `ksbb:decision:${task}`
  const [draft, setDraft] = useState(() => recalled(key))
  const keep = (next: Draft) => {
    setDraft(next)
    remember(key, JSON.stringify(next))
  }
  const forget = () => {
    setDraft(EMPTY)
    remember(key, null)
  }
  return [draft, keep, forget]
}

function recalled(key: string): Draft {
  try {
    return { ...EMPTY, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Draft>) }
  } catch {
    return EMPTY
  }
}

function remember(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    return
  }
}
