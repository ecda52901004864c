import { useState } from 'preact/hooks'
import { refreshViewer, type Viewer } from '../../app/viewer.ts'
import { FactorEnrol } from '../../documents/account.ts'
import { ask } from '../../graphql/client.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAction, useSubmit } from '../../ui/use-submit.ts'

interface Offer {
  secret: string
  uri: string
}

/** The second factor: asked for, entered in an app, proved by a code, and then its recovery codes, shown this once. */
export function Enrolment({ factor }: { factor: Viewer['secondFactor'] }) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const proved = (recovery: string[]) => {
    setCodes(recovery)
    void refreshViewer()
  }
  return (
    <section>
      <h2>{w('factor')}</h2>
      {codes ? (
        <Recovery codes={codes} />
      ) : factor.isEnrolled ? (
        <p>{w('factor_there')}</p>
      ) : offer ? (
        <Proof offer={offer} onDone={proved} />
      ) : (
        <Beginning isRequired={factor.isRequired} onOffer={setOffer} />
      )}
    </section>
  )
}

function Beginning({ isRequired, onOffer }: { isRequired: boolean; onOffer: (offer: Offer) => void }) {
  const [given] = useState<{ offer: Offer | null }>({ offer: null })
  const { faults, busy, send } = useAction(
    async () => {
      const { factorEnrol } = await ask(FactorEnrol, { input: {} })
      const { secret, otpauthUri } = factorEnrol
      given.offer = secret && otpauthUri ? { secret, uri: otpauthUri } : null
      return factorEnrol.errors
    },
    () => {
      if (given.offer) onOffer(given.offer)
    },
  )
  return (
    <>
      <p>{isRequired ? w('factor_required') : w('factor_lead')}</p>
      <Form faults={faults} busy={busy} submit={t('enrol_do')} onSubmit={send}>
        {null}
      </Form>
    </>
  )
}

const FIELDS = ['code'] as const

function Proof({ offer, onDone }: { offer: Offer; onDone: (codes: string[]) => void }) {
  const [code, setCode] = useState('')
  const [given] = useState<{ codes: string[] }>({ codes: [] })
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ code: code.trim() ? undefined : t('required_factor') }),
    act: async () => {
      const { factorEnrol } = await ask(FactorEnrol, { input: { code: code.replace(/\s/g, '') } })
      given.codes = factorEnrol.recoveryCodes ?? []
      return factorEnrol.errors
    },
    done: () => onDone(given.codes),
  })
  return (
    <>
      <p>{w('factor_enter')}</p>
      <p class="secret">
        <code>{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <p>
        {/* On a phone this opens the authenticator app itself. */}
        <a href={offer.uri}>{w('factor_open')}</a>
      </p>
      <Form faults={faults} busy={busy} submit={w('factor_prove')} onSubmit={send}>
        <TextField
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          label={t('second_factor')}
          value={code}
          onValue={setCode}
          fault={faults.code}
        />
      </Form>
    </>
  )
}

function Recovery({ codes }: { codes: readonly string[] }) {
  return (
    <Notice kind="good" title={w('factor_done')}>
      <p>{w('recovery_lead')}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
