import { useState } from 'preact/hooks'
import { useTitle } from '../../app/title.ts'
import { AccountVerify } from '../../documents/account.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { Form } from '../../ui/form.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { Outcome } from './outcome.tsx'

/** Proof of the address by the token of a mail. It takes a click: mail scanners open links, and must not use them up. */
export function Verification({ token }: { token: string }) {
  useTitle(t('verify'))
  const [verified, setVerified] = useState(false)
  const { faults, busy, send } = useSubmit({
    fields: [],
    check: () => ({}),
    act: async () => (await ask(AccountVerify, { input: { token } })).accountVerify.errors,
    done: () => setVerified(true),
  })
  if (verified) {
    return (
      <Outcome title={t('verified')} text={t('verified_next')}>
        <a class="button primary" href="/masuk">
          {t('sign_in')}
        </a>
      </Outcome>
    )
  }
  return (
    <div class="narrow">
      <h1>{t('verify')}</h1>
      <p class="lead">{t('verify_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('verify_do')} onSubmit={send}>
        {null}
      </Form>
    </div>
  )
}
