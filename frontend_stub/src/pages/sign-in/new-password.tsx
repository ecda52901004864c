import { useState } from 'preact/hooks'
import { Link } from '../../app/location.tsx'
import { useTitle } from '../../app/title.ts'
import { PasswordReset } from '../../documents/account.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { found } from '../../ui/checks.ts'
import { PasswordField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { Outcome } from './outcome.tsx'

const FIELDS = ['password'] as const

/** A new password by the token of a mail. */
export function NewPassword({ token }: { token: string }) {
  useTitle(t('new_password'))
  const [password, setPassword] = useState('')
  const [changed, setChanged] = useState(false)
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ password: password ? undefined : t('required_password') }),
    act: async () => (await ask(PasswordReset, { input: { token, password } })).passwordReset.errors,
    done: () => setChanged(true),
  })
  if (changed) {
    return (
      <Outcome title={t('password_changed')} text={t('password_changed_next')}>
        <a class="button primary" href="/masuk">
          {t('sign_in')}
        </a>
      </Outcome>
    )
  }
  return (
    <div class="narrow">
      <h1>{t('new_password')}</h1>
      <Form faults={faults} busy={busy} submit={t('save_password')} onSubmit={send}>
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
        <Link to="/masuk/lupa">{t('another_link')}</Link>
      </p>
    </div>
  )
}
