import { useState } from 'preact/hooks'
import { refreshViewer } from '../../app/viewer.ts'
import { TaskDecide } from '../../documents/queue.ts'
import { ask } from '../../graphql/client.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Refusal } from '../../graphql/refusals.ts'
import { named, w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { ChecksField, ChoiceField, SelectField } from '../../ui/fields/choice-field.tsx'
import { LongTextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import type { Task } from './case.tsx'
import { useAskable } from './use-askable.ts'
import { useDraft } from './use-draft.ts'

type Kind = VariablesOf<typeof TaskDecide>['input']['decision']

const KINDS: readonly Kind[] = ['APPROVE', 'RETURN', 'REJECT', 'ABSTAIN', 'ESCALATE']
const REASON_CODES = ['INCOMPLETE', 'NOT_TRUE', 'NOT_ELIGIBLE', 'DUPLICATE', 'OUT_OF_SCOPE', 'OTHER']
const FIELDS = ['decision', 'reasonCode', 'askedFields', 'reason'] as const

/** After these the case is another than the one that was read. */
const MOVED_ON: ReadonlySet<string> = new Set(['VERSION_CONFLICT', 'TASK_CLOSED', 'ALREADY_DECIDED', 'RUN_CLOSED'])

interface Props {
  task: Task
  onDecided: () => void
  reload: () => void
}

/** The decision form. What was typed stays through conflicts, the second factor and a reload, until it is sent. */
export function Deciding({ task, onDecided, reload }: Props) {
  const [draft, setDraft, forget] = useDraft(task.id)
  const askable = useAskable(task)
  const [asking, setAsking] = useState(false)
  const { decision, reasonCode, reason, askedFields } = draft
  const { faults, refusals, busy, send } = useSubmit({
    fields: FIELDS,
    check: () =>
      found({
        decision: decision ? undefined : w('decision_required'),
        reasonCode: decision === 'REJECT' && !reasonCode ? w('reason_code_required') : undefined,
        askedFields: decision === 'RETURN' && !askedFields.length ? w('asked_required') : undefined,
        reason: (decision === 'REJECT' || decision === 'RETURN') && !reason.trim() ? w('reason_required') : undefined,
      }),
    act: async (idempotencyKey) => {
      const input = {
        taskId: task.id,
        expectedVersion: task.version,
        decision: decision as Kind,
        reasonCode: decision === 'REJECT' ? reasonCode : null,
        reason: decision === 'APPROVE' ? null : reason.trim() || null,
        askedFields: decision === 'RETURN' ? [...askedFields] : null,
        idempotencyKey,
      }
      const { errors } = (await ask(TaskDecide, { input })).taskDecide
      // The factor was shown too long ago: the viewer learns it anew, and the page then asks for it.
      if (errors.some((one) => 'reason' in one && one.reason === 'SECOND_FACTOR')) await refreshViewer()
      return errors
    },
    done: () => {
      forget()
      onDecided()
    },
  })
  // Only a rejection ends the case for good; a faulty one is first shown its faults.
  const submit = () => (decision === 'REJECT' && reasonCode && reason.trim() ? setAsking(true) : send())
  const confirm = () => {
    setAsking(false)
    send()
  }
  return (
    <>
      <MovedOn refusals={refusals} reload={reload} />
      <Form faults={faults} busy={busy} submit={decision ? named('decide', decision) : w('decide')} onSubmit={submit}>
        <ChoiceField
          name="decision"
          label={w('decision')}
          fault={faults.decision}
          options={KINDS.map((value) => ({
            value,
            label: named('decide', value),
            hint: named('decide_hint', value),
          }))}
          value={decision}
          onValue={(value) => setDraft({ ...draft, decision: value })}
        />
        {decision === 'REJECT' && (
          <SelectField
            name="reasonCode"
            label={w('reason_code')}
            fault={faults.reasonCode}
            options={REASON_CODES.map((value) => ({ value, label: named('reason', value) }))}
            value={reasonCode}
            onValue={(value) => setDraft({ ...draft, reasonCode: value })}
          />
        )}
        {decision === 'RETURN' && (
          <ChecksField
            name="askedFields"
            label={w('asked_fields')}
            hint={w('asked_hint')}
            fault={faults.askedFields}
            options={askable}
            values={askedFields}
            onValues={(values) => setDraft({ ...draft, askedFields: values })}
          />
        )}
        {decision && decision !== 'APPROVE' && (
          <LongTextField
            name="reason"
            label={w('reason')}
            hint={decision === 'REJECT' || decision === 'RETURN' ? w('reason_read') : w('reason_optional')}
            fault={faults.reason}
            value={reason}
            onValue={(value) => setDraft({ ...draft, reason: value })}
          />
        )}
      </Form>
      {asking && (
        <ConfirmDialog
          title={w('reject_title', { title: task.title })}
          action={named('decide', 'REJECT')}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <p>{w('reject_reads')}</p>
          <blockquote>
            <p>{named('reason', reasonCode)}</p>
            <p>{reason}</p>
          </blockquote>
        </ConfirmDialog>
      )}
    </>
  )
}

/** Somebody else was faster: what was typed stays, to be copied or sent again. */
function MovedOn({ refusals, reload }: { refusals: readonly Refusal[]; reload: () => void }) {
  if (!refusals.some(({ code }) => MOVED_ON.has(code))) return null
  return (
    <Notice kind="warn" title={w('moved_on')}>
      <p>{w('moved_on_kept')}</p>
      <button type="button" onClick={reload}>
        {w('look_again')}
      </button>
    </Notice>
  )
}
