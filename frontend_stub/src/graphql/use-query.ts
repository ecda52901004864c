import type { TadaDocumentNode } from 'gql.tada'
import { useEffect, useState } from 'preact/hooks'
import { ask } from './client.ts'

export interface Loaded<Result> {
  /** The last good answer; it stays while a newer one is fetched or has failed. */
  data: Result | undefined
  error: unknown
  busy: boolean
  /** When `data` came, ISO 8601. */
  at: string | undefined
  reload: () => void
}

type State<Result> = Omit<Loaded<Result>, 'reload'>

const answers = new Map<string, { data: unknown; at: string }>()

/** Runs a query and again whenever its variables change; Back shows the former answer at once while it is asked anew. */
export function useQuery<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Loaded<Result> {
  const key = String(document) + JSON.stringify(variables)
  const [turn, setTurn] = useState(0)
  const [state, setState] = useState<State<Result>>(() => known<Result>(key))

  useEffect(() => {
    const giving = new AbortController()
    setState((before) => ({ ...before, ...remembered<Result>(key), error: null, busy: true }))
    ask(document, variables, giving.signal).then(
      (data) => setState(remember(key, data)),
      (error: unknown) => {
        if (!giving.signal.aborted) setState((before) => ({ ...before, error, busy: false }))
      },
    )
    return () => giving.abort()
  }, [key, turn])

  return { ...state, reload: () => setTurn(turn + 1) }
}

/** Forgets every answer: after signing in or out, and after a change, nothing old may be shown. */
export function forgetAnswers(): void {
  answers.clear()
}

function known<Result>(key: string): State<Result> {
  return { data: undefined, at: undefined, error: null, busy: true, ...remembered<Result>(key) }
}

function remembered<Result>(key: string): { data: Result; at: string } | undefined {
  return answers.get(key) as { data: Result; at: string } | undefined
}

function remember<Result>(key: string, data: Result): State<Result> {
  const at = new Date().toISOString()
  answers.set(key, { data, at })
  return { data, at, error: null, busy: false }
}
