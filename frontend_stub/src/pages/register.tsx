import { useState } from 'preact/hooks'
import { Link } from '../app/location.tsx'
import { useTitle } from '../app/title.ts'
import { AccountRegister } from '../documents/account.ts'
import { ask } from '../graphql/client.ts'
import { t } from '../i18n/text.ts'
import { emailFault, found } from '../ui/checks.ts'
import { PasswordField, TextField } from '../ui/fields/text-field.tsx'
import { Form } from '../ui/form.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Outcome } from './sign-in/outcome.tsx'

const FIELDS = ['name', 'email', 'password'] as const

/** An account of one's own; what it may do comes with an application or an invitation. */
export default function Register() {
  useTitle(t('register'))
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [sent, setSent] = useState(false)
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () =>
      found({
        name: name.trim() ? undefined : t('required_name'),
        email: emailFault(email),
        password: password ? undefined : t('required_password'),
      }),
    act: async () => {
      const input = { name: name.trim(), email: email.trim(), password }
      return (await ask(AccountRegister, { input })).accountRegister.errors
    },
    done: () => setSent(true),
  })
  if (sent) return <Outcome title={t('mail_sent')} text={t('register_sent', { email: email.trim() })} />
  return (
    <div class="narrow">
      <h1>{t('register')}</h1>
      <p class="lead">{t('register_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('register')} onSubmit={send}>
        <TextField
          name="name"
          autocomplete="name"
          label={t('your_name')}
          value={name}
          onValue={setName}
          fault={faults.name}
        />
        <TextField
          name="email"
          type="email"
          autocomplete="email"
          label={t('email')}
          hint={t('email_hint')}
          value={email}
          onValue={setEmail}
          fault={faults.email}
        />
        <PasswordField
          name="password"
          autocomplete="new-password"
          label={t('password')}
          hint={t('password_hint')}
          value={password}
          onValue={setPassword}
          fault={faults.password}
        />
      </Form>
      <p class="after-form">
        {t('has_account')} <Link to="/masuk">{t('sign_in')}</Link>
      </p>
    </div>
  )
}
