import { useState } from 'preact/hooks'
import type { Viewer } from '../../app/viewer.ts'
import { PledgeAllocate, RecipientsToHelp } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { ask } from '../../graphql/client.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { named, w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { SelectField } from '../../ui/fields/choice-field.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Table } from '../../ui/table.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import type { Pledge } from './pledge.tsx'

interface Props {
  pledge: Pledge
  viewer: Viewer
  reload: () => void
}

/** Who gets which part, where the sector helps single recipients; only who may see recipients shares out. */
export function Allocating({ pledge, viewer, reload }: Props) {
  const { allocations, need } = pledge
  const may = pledge.viewerCanAllocate.allowed && viewer.permissions.includes('recipient:read')
  if (!allocations.length && !may) return null
  return (
    <section>
      {allocations.length > 0 && (
        <>
          <h2>{w('allocations')}</h2>
          <Table
            caption={w('allocations')}
            columns={[
              { title: w('recipient'), cell: ({ recipient }) => recipient?.name ?? w('recipient_hidden') },
              { title: w('quantity'), cell: ({ quantity }) => number(quantity), numeric: true },
              { title: w('state'), cell: ({ state }) => named('allocation', state) },
            ]}
            rows={allocations}
            rowKey={({ id }) => id}
          />
        </>
      )}
      {may && need?.unit && <Sharing pledge={pledge} unitId={need.unit.id} sector={need.sector} reload={reload} />}
    </section>
  )
}

const FIELDS = ['recipientId', 'quantity'] as const

interface SharingProps {
  pledge: Pledge
  unitId: string
  sector: string
  reload: () => void
}

function Sharing({ pledge, unitId, sector, reload }: SharingProps) {
  const { data } = useQuery(RecipientsToHelp, { unitId, sector })
  const [recipientId, setRecipientId] = useState('')
  const [quantity, setQuantity] = useState(1)
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ recipientId: recipientId ? undefined : w('recipient_required') }),
    act: async (idempotencyKey) => {
      const input = { pledgeId: pledge.id, recipientId, quantity, idempotencyKey }
      return (await ask(PledgeAllocate, { input })).pledgeAllocate.errors
    },
    done: reload,
  })
  const shared = pledge.allocations.filter(({ state }) => state === 'HELD').reduce((sum, one) => sum + one.quantity, 0)
  const left = pledge.remaining - shared
  const active = data?.recipients?.nodes.filter(({ state }) => state === 'ACTIVE') ?? []
  if (!data?.sector?.recipientKind || left < 1) return null
  return (
    <>
      <h2>{w('share_out')}</h2>
      <p class="quiet">{w('share_left', { left: number(left) })}</p>
      <Form faults={faults} busy={busy} submit={w('share_do')} onSubmit={send}>
        <SelectField
          name="recipientId"
          label={w('recipient')}
          options={active.map(({ id, name, verdict }) => ({
            value: id,
            label: `${name ?? w('recipient_hidden')} (${named('eligible', verdict)})`,
          }))}
          value={recipientId}
          onValue={setRecipientId}
          fault={faults.recipientId}
        />
        <QuantityField
          name="quantity"
          label={w('quantity')}
          unit={pledge.need?.item ? localized(pledge.need.item.unit) : ''}
          most={left}
          value={quantity}
          onValue={setQuantity}
          fault={faults.quantity}
        />
      </Form>
    </>
  )
}
