import { useState } from 'preact/hooks'
import { Link } from '../../app/location.tsx'
import { useTitle } from '../../app/title.ts'
import { SessionCreate } from '../../documents/session.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { emailFault, found } from '../../ui/checks.ts'
import { PasswordField, TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { useSubmit } from '../../ui/use-submit.ts'

const FIELDS = ['email', 'password'] as const

/** The first step; `onDone` learns whether the account has a second factor to show. */
export function PasswordStep({ onDone }: { onDone: (factorDue: boolean) => void | Promise<void> }) {
  useTitle(t('sign_in'))
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [factorDue] = useState({ now: false })
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ email: emailFault(email), password: password ? undefined : t('required_password') }),
    act: async () => {
      const { sessionCreate } = await ask(SessionCreate, { input: { email: email.trim(), password } })
      factorDue.now = sessionCreate.secondFactorDue ?? false
      return sessionCreate.errors
    },
    done: () => onDone(factorDue.now),
  })
  return (
    <div class="narrow">
      <h1>{t('sign_in')}</h1>
      <p class="lead">{t('sign_in_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('sign_in')} onSubmit={send}>
        <TextField
          name="email"
          type="email"
          autocomplete="username"
          label={t('email')}
          value={email}
          onValue={setEmail}
          fault={faults.email}
        />
        <PasswordField
          name="password"
          autocomplete="current-password"
          label={t('password')}
          value={password}
          onValue={setPassword}
          fault={faults.password}
        />
      </Form>
      <p class="after-form">
        <Link to="/masuk/lupa">{t('forgot')}</Link>
      </p>
      <p class="after-form">
        {t('no_account')} <Link to="/daftar">{t('register')}</Link>
      </p>
    </div>
  )
}
