import { useEffect, useRef, useState } from 'preact/hooks'
import { useTitle } from '../../app/title.ts'
import { SessionStepUp } from '../../documents/session.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { found } from '../../ui/checks.ts'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { useSubmit } from '../../ui/use-submit.ts'

const FIELDS = ['code'] as const

/** The second step. Going on without it is allowed: only decisions need the code. */
export function FactorStep({ onDone }: { onDone: () => void | Promise<void> }) {
  useTitle(t('second_factor_title'))
  const [code, setCode] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ code: code.trim() ? undefined : t('required_factor') }),
    act: async () => (await ask(SessionStepUp, { input: { code: code.replace(/\s/g, '') } })).sessionStepUp.errors,
    done: onDone,
  })
  return (
    <div class="narrow">
      <h1 ref={heading} tabIndex={-1}>
        {t('second_factor_title')}
      </h1>
      <Form faults={faults} busy={busy} submit={t('continue')} onSubmit={send}>
        <TextField
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          label={t('second_factor')}
          hint={t('second_factor_hint')}
          value={code}
          onValue={setCode}
          fault={faults.code}
        />
      </Form>
      <p class="after-form">
        <button type="button" class="plain-button" onClick={() => void onDone()}>
          {t('without_factor')}
        </button>
      </p>
      <p class="quiet">{t('without_factor_why')}</p>
    </div>
  )
}
