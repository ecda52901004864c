import { useState } from 'preact/hooks'
import { Link } from '../../app/location.tsx'
import { useTitle } from '../../app/title.ts'
import { refreshViewer } from '../../app/viewer.ts'
import { MemberAccept } from '../../documents/account.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { Form } from '../../ui/form.tsx'
import { useAction } from '../../ui/use-submit.ts'
import { Outcome } from './outcome.tsx'
import { PasswordStep } from './password-step.tsx'

/** Joining an organisation by the token of a mail. Whoever is not signed in does that first, and the token waits. */
export function Invitation({ token, signedIn }: { token: string; signedIn: boolean }) {
  const [joined, setJoined] = useState(false)
  useTitle(t('invitation'))
  const { faults, busy, send } = useAction(
    async () => (await ask(MemberAccept, { input: { token } })).memberAccept.errors,
    async () => {
      await refreshViewer()
      setJoined(true)
    },
  )
  if (joined) {
    return (
      <Outcome title={t('invitation_accepted')} text={t('invitation_accepted_next')}>
        <Link class="button primary" to="/">
          {t('to_needs')}
        </Link>
      </Outcome>
    )
  }
  if (!signedIn) return <PasswordStep onDone={refreshViewer} />
  return (
    <div class="narrow">
      <h1>{t('invitation')}</h1>
      <p class="lead">{t('invitation_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('invitation_accept')} onSubmit={send}>
        {null}
      </Form>
    </div>
  )
}
