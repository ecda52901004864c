import { useEffect, useState } from 'preact/hooks'
import { SessionEnd, ViewerQuery } from '../documents/session.ts'
import { ask } from '../graphql/client.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { forgetAnswers } from '../graphql/use-query.ts'

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>

const CHANGED = 'ksbb:viewer'
/** Says only that somebody signed in with this browser: the public need not ask who they are. The session is a cookie. */
const HINT = 'ksbb:signed-in'

let viewer: Viewer | null | undefined

/** Who is signed in; null for the public, undefined until that is known. */
export function useViewer(): Viewer | null | undefined {
  const [shown, setShown] = useState(viewer)
  useEffect(() => {
    const update = () => setShown(viewer)
    update()
    addEventListener(CHANGED, update)
    return () => removeEventListener(CHANGED, update)
  }, [])
  return shown
}

/** Asks who is signed in, at the start of a visit; a failure leaves the public view, and signing in is offered. */
export async function recallViewer(): Promise<void> {
  if (remembered()) await refreshViewer().catch(() => show(null))
  else show(null)
}

/** Asks again, after signing in or showing the second factor. What was loaded before may have been for other eyes. */
export async function refreshViewer(): Promise<void> {
  forgetAnswers()
  become((await ask(ViewerQuery, {})).viewer)
}

export async function signOut(): Promise<void> {
  await ask(SessionEnd, { input: {} })
  becomePublic()
}

/** The session has ended: nothing that was loaded in it may be shown on. */
export function becomePublic(): void {
  forgetAnswers()
  become(null)
}

function become(next: Viewer | null): void {
  remember(next !== null)
  show(next)
}

function show(next: Viewer | null): void {
  viewer = next
  dispatchEvent(new Event(CHANGED))
}

function remembered(): boolean {
  try {
    return localStorage.getItem(HINT) !== null
  } catch {
    return true
  }
}

/** A browser that keeps nothing only costs one question more at each visit. */
function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, '1')
    else localStorage.removeItem(HINT)
  } catch {
    return
  }
}
