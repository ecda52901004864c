import { useState } from 'preact/hooks'
import { go, here } from '../../app/location.tsx'
import { CollaboratorDraft } from '../../documents/applications.ts'
import { ask } from '../../graphql/client.ts'
import { w } from '../../i18n/work/text.ts'
import { Form } from '../../ui/form.tsx'
import { Steps } from '../../ui/steps.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import type { StepProps } from './application.tsx'
import { ApplicationField } from './field.tsx'
import { fieldsFor, filledIn, toSend } from './fields.ts'
import { Withdrawal } from './withdrawal.tsx'

/** Filling in: saved as far as it is, then looked over. */
export function Draft({ application, sectors, reload }: StepProps) {
  const names = fieldsFor(application.collaboratorKind)
  const [filled, setFilled] = useState(() => filledIn(application))
  const { faults, busy, send } = useSubmit({
    fields: names,
    check: () => ({}),
    act: async (idempotencyKey) => {
      const input = { applicationId: application.id, expectedVersion: application.version, idempotencyKey }
      const { collaboratorDraft } = await ask(CollaboratorDraft, { input: { ...input, form: toSend(names, filled) } })
      return collaboratorDraft.errors
    },
    done: () => {
      go(here({ langkah: 'periksa' }))
      reload()
    },
  })
  return (
    <>
      <Steps names={applicationSteps()} at={0} />
      <p class="lead">{w('draft_lead')}</p>
      <Form faults={faults} busy={busy} submit={w('draft_save')} onSubmit={send}>
        {names.map((name) => (
          <ApplicationField key={name} {...{ name, filled, sectors, faults }} onFilled={setFilled} />
        ))}
      </Form>
      <Withdrawal application={application} reload={reload} />
    </>
  )
}

export function applicationSteps(): string[] {
  return [w('step_fill'), w('step_check'), w('step_decided')]
}
