import { useState } from 'preact/hooks'
import { go } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { refreshViewer, useViewer } from '../../app/viewer.ts'
import { PasswordStep } from './password-step.tsx'
import { FactorStep } from './factor-step.tsx'
import { Invitation } from './invitation.tsx'
import { NewPassword } from './new-password.tsx'
import { Verification } from './verification.tsx'

/**
 * Signing in, and the errands that a link in a mail brings here: `#verify=…`, `#reset=…` and `#invitation=…`.
 * `?langkah=kode` is for who is signed in and only has to show the second factor.
 */
export default function SignIn({ params }: RouteProps) {
  const [errand] = useState(readErrand)
  const signedIn = Boolean(useViewer())
  const [passed, setPassed] = useState(false)
  const factorDue = passed || (signedIn && params.get('langkah') === 'kode')
  const finish = async () => {
    // A failure is no reason to stay: the session is there, and the next visit asks again.
    await refreshViewer().catch(() => undefined)
    go(ownAddress(params.get('ke')), { replace: true })
  }
  if (errand?.kind === 'invitation') return <Invitation token={errand.token} signedIn={signedIn} />
  if (errand?.kind === 'reset') return <NewPassword token={errand.token} />
  if (errand?.kind === 'verify') return <Verification token={errand.token} />
  if (factorDue) return <FactorStep onDone={finish} />
  return <PasswordStep onDone={async (due) => (due ? setPassed(true) : finish())} />
}

interface Errand {
  kind: 'verify' | 'reset' | 'invitation'
  token: string
}

/** Takes the token out of the address, where it would stay in the history of a shared computer. */
function readErrand(): Errand | null {
  const found = /^#(verify|reset|invitation)=(.+)$/.exec(location.hash)
  if (!found) return null
  history.replaceState(null, '', location.pathname + location.search)
  return { kind: found[1] as Errand['kind'], token: found[2] ?? '' }
}

/** Where to go on to: an address of this page only, never another site. */
export function ownAddress(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
