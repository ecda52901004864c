import { useState } from 'preact/hooks'
import { DeliveryReport } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { ask } from '../../graphql/client.ts'
import { localized } from '../../i18n/localized.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { ChecksField } from '../../ui/fields/choice-field.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { LongTextField, TextField } from '../../ui/fields/text-field.tsx'
import { UploadField } from '../../ui/fields/upload-field.tsx'
import { Form } from '../../ui/form.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import type { Pledge } from './pledge.tsx'

const FIELDS = ['quantity', 'deliveredAt', 'allocationIds', 'receiverRole', 'proofId', 'note'] as const

/** Saying that something was handed over: how much, when, to whom by role, with proof. */
export function Reporting({ pledge, reload }: { pledge: Pledge; reload: () => void }) {
  const held = pledge.allocations.filter(({ state }) => state === 'HELD')
  const [quantity, setQuantity] = useState(pledge.remaining)
  const [at, setAt] = useState(nowHere)
  const [parts, setParts] = useState<readonly string[]>(held.map(({ id }) => id))
  const [receiverRole, setReceiverRole] = useState('')
  const [proofId, setProofId] = useState('')
  const [note, setNote] = useState('')
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ deliveredAt: at ? undefined : w('when_required') }),
    act: async (idempotencyKey) => {
      const input = {
        pledgeId: pledge.id,
        quantity,
        deliveredAt: new Date(at).toISOString(),
        allocationIds: [...parts],
        receiverRole: receiverRole.trim() || null,
        proofId: proofId || null,
        note: note.trim() || null,
        idempotencyKey,
      }
      return (await ask(DeliveryReport, { input })).deliveryReport.errors
    },
    done: reload,
  })
  return (
    <section>
      <h2>{w('report_title')}</h2>
      <Form faults={faults} busy={busy} submit={w('report_do')} onSubmit={send}>
        <QuantityField
          name="quantity"
          label={w('quantity')}
          unit={pledge.need?.item ? localized(pledge.need.item.unit) : ''}
          most={Math.max(1, pledge.remaining)}
          value={quantity}
          onValue={setQuantity}
          fault={faults.quantity}
        />
        <TextField
          name="deliveredAt"
          type="datetime-local"
          label={w('delivered_at')}
          value={at}
          onValue={setAt}
          fault={faults.deliveredAt}
        />
        {held.length > 0 && (
          <ChecksField
            name="allocationIds"
            label={w('parts')}
            hint={w('parts_hint')}
            options={held.map((part) => ({
              value: part.id,
              label: `${part.recipient?.name ?? w('recipient_hidden')} · ${number(part.quantity)}`,
            }))}
            values={parts}
            onValues={setParts}
            fault={faults.allocationIds}
          />
        )}
        <TextField
          name="receiverRole"
          label={w('receiver_role')}
          hint={w('receiver_hint')}
          value={receiverRole}
          onValue={setReceiverRole}
          fault={faults.receiverRole}
        />
        <UploadField
          name="proofId"
          purpose="PROOF"
          label={w('proof')}
          hint={w('proof_hint')}
          value={proofId}
          onValue={setProofId}
          fault={faults.proofId}
        />
        <LongTextField name="note" label={w('note')} value={note} onValue={setNote} fault={faults.note} />
      </Form>
    </section>
  )
}

/** Now, as a field for a local date and time takes it. */
function nowHere(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
