import { useState } from 'preact/hooks'
import { useTitle } from '../app/title.ts'
import { PasswordResetRequest } from '../documents/account.ts'
import { ask } from '../graphql/client.ts'
import { t } from '../i18n/text.ts'
import { emailFault, found } from '../ui/checks.ts'
import { TextField } from '../ui/fields/text-field.tsx'
import { Form } from '../ui/form.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Outcome } from './sign-in/outcome.tsx'

const FIELDS = ['email'] as const

/** Asks for a mail with which a new password can be set; the answer is the same for an unknown address. */
export default function Forgot() {
  useTitle(t('forgot_title'))
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ email: emailFault(email) }),
    act: async () => (await ask(PasswordResetRequest, { input: { email: email.trim() } })).passwordResetRequest.errors,
    done: () => setSent(true),
  })
  if (sent) return <Outcome title={t('mail_sent')} text={t('forgot_sent', { email: email.trim() })} />
  return (
    <div class="narrow">
      <h1>{t('forgot_title')}</h1>
      <p class="lead">{t('forgot_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('send_link')} onSubmit={send}>
        <TextField
          name="email"
          type="email"
          autocomplete="username"
          label={t('email')}
          value={email}
          onValue={setEmail}
          fault={faults.email}
        />
      </Form>
    </div>
  )
}
