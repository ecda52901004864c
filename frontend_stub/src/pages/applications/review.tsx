import { go, here } from '../../app/location.tsx'
import { CollaboratorSubmit } from '../../documents/applications.ts'
import { day } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import { localized } from '../../i18n/localized.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Steps } from '../../ui/steps.tsx'
import { Summary } from '../../ui/summary.tsx'
import { useAction } from '../../ui/use-submit.ts'
import type { StepProps } from './application.tsx'
import { applicationSteps } from './draft.tsx'
import { fieldCalled, fieldsFor, filledIn, isDocument, type FieldName, type Filled, type SectorOption } from './fields.ts'

/** What was filled in, what is missing, and sending it. */
export function Review({ application, sectors, reload }: StepProps) {
  const filled = filledIn(application)
  const missing = application.missing ?? []
  const back = () => go(here({ langkah: null }))
  const { faults, busy, send } = useAction(
    async (idempotencyKey) => {
      const input = { applicationId: application.id, expectedVersion: application.version, idempotencyKey }
      return (await ask(CollaboratorSubmit, { input })).collaboratorSubmit.errors
    },
    () => {
      go(here({ langkah: null }), { replace: true })
      reload()
    },
  )
  return (
    <>
      <Steps names={applicationSteps()} at={1} />
      <Summary
        answers={fieldsFor(application.collaboratorKind).map((name) => ({
          name: named('field', name),
          value: shown(name, filled, sectors),
          onChange: back,
        }))}
      />
      {missing.length > 0 ? (
        <Notice kind="warn" title={w('missing_title')}>
          <ul>
            {missing.map((name) => (
              <li key={name}>{named('field', fieldCalled(name))}</li>
            ))}
          </ul>
          <button type="button" onClick={back}>
            {w('missing_fill')}
          </button>
        </Notice>
      ) : (
        <>
          <p>{w('submit_lead')}</p>
          <Form faults={faults} busy={busy} submit={w('submit_do')} onSubmit={send}>
            {null}
          </Form>
        </>
      )}
    </>
  )
}

/** A field's value in words; "belum diisi" for none. */
export function shown(name: FieldName, { texts, sectors }: Filled, options: readonly SectorOption[]): string {
  if (name === 'sectors') {
    const names = options.filter(({ code }) => sectors.includes(code)).map((sector) => localized(sector.name))
    return names.join(', ') || w('not_filled')
  }
  const value = texts[name]
  if (!value) return w('not_filled')
  if (isDocument(name)) return w('attached')
  return name === 'birthDate' || name === 'licenceExpiresOn' ? day(value) : value
}
