import { useState } from 'preact/hooks'
import { go } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { refreshViewer } from '../../app/viewer.ts'
import { PasswordStep } from './password-step.tsx'
import { FactorStep } from './factor-step.tsx'
import { NewPassword } from './new-password.tsx'
import { Verification } from './verification.tsx'

/** Signing in, and the two errands that a link in a mail brings here: `#verify=…` and `#reset=…`. */
export default function SignIn({ params }: RouteProps) {
  const [errand] = useState(readErrand)
  const [factorDue, setFactorDue] = useState(false)
  const finish = () => {
    void refreshViewer()
    go(ownAddress(params.get('ke')), { replace: true })
  }
  if (errand?.kind === 'reset') return <NewPassword token={errand.token} />
  if (errand?.kind === 'verify') return <Verification token={errand.token} />
  if (factorDue) return <FactorStep onDone={finish} />
  return <PasswordStep onDone={(due) => (due ? setFactorDue(true) : finish())} />
}

interface Errand {
  kind: 'verify' | 'reset'
  token: string
}

/** Takes the token out of the address, where it would stay in the history of a shared computer. */
function readErrand(): Errand | null {
  const found = /^#(verify|reset)=(.+)$/.exec(location.hash)
  if (!found) return null
  history.replaceState(null, '', location.pathname + location.search)
  return { kind: found[1] as Errand['kind'], token: found[2] ?? '' }
}

/** Where to go on to: an address of this page only, never another site. */
export function ownAddress(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
