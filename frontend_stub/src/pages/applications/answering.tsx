import { useState } from 'preact/hooks'
import { CollaboratorRespond } from '../../documents/applications.ts'
import { moment } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import { w } from '../../i18n/work/text.ts'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import type { StepProps } from './application.tsx'
import { ApplicationField } from './field.tsx'
import { fieldCalled, filledIn, toSend } from './fields.ts'

/** The answer to a request for changes: only what was asked for can be changed. */
export function Answering({ application, sectors, reload }: StepProps) {
  const names = application.askedFields.map(fieldCalled)
  const [filled, setFilled] = useState(() => filledIn(application))
  const { faults, busy, send } = useSubmit({
    fields: names,
    check: () => ({}),
    act: async (idempotencyKey) => {
      const input = { applicationId: application.id, expectedVersion: application.version, idempotencyKey }
      const { collaboratorRespond } = await ask(CollaboratorRespond, { input: { ...input, form: toSend(names, filled) } })
      return collaboratorRespond.errors
    },
    done: reload,
  })
  return (
    <>
      <Notice kind="warn" title={w('changes_title')}>
        <ul>
          {reasons(application).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {application.run?.answerDueAt && <p>{w('answer_until', { time: moment(application.run.answerDueAt) })}</p>}
      </Notice>
      <Form faults={faults} busy={busy} submit={w('answer_do')} onSubmit={send}>
        {names.map((name) => (
          <ApplicationField key={name} {...{ name, filled, sectors, faults }} onFilled={setFilled} />
        ))}
      </Form>
    </>
  )
}

/** Why changes were requested this time: by a person, in words, or by checks. */
function reasons({ answers, run }: StepProps['application']): string[] {
  const returned = run?.stages.filter(({ state }) => state === 'RETURNED').at(-1)
  const now = answers.filter(({ at }) => returned && at >= returned.createdAt)
  return now.map(({ reason }) => reason).filter((reason): reason is string => Boolean(reason))
}
