import { useState } from 'preact/hooks'
import { DeliveryConfirm, DeliveryDispute, UnitDeliveries } from '../../documents/receiving.ts'
import { number } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { LongTextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { More } from '../../ui/more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag, type Mood } from '../../ui/tag.tsx'
import { useSubmit } from '../../ui/use-submit.ts'

type Delivery = NonNullable<ResultOf<typeof UnitDeliveries>['deliveries']>['nodes'][number]

const MOODS: Record<Delivery['state'], Mood> = { REPORTED: 'warn', CONFIRMED: 'good', DISPUTED: 'bad' }

/** What givers say they handed over, for the unit to confirm, in parts if need be, or to dispute. */
export function Arrivals({ unitId }: { unitId: string }) {
  const { nodes, total, error, busy, at, reload, onMore, loadingMore } = usePages(
    UnitDeliveries,
    { unitId, first: 10 },
    ({ deliveries }) => deliveries,
  )
  return (
    <section aria-busy={busy}>
      <h2>{w('arrivals')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!nodes && busy && <Skeleton shape="row" />}
      {nodes?.length === 0 && <Empty why={w('arrivals_none')} />}
      {nodes && nodes.length > 0 && (
        <>
          <ul class="rows">
            {nodes.map((delivery) => (
              <li key={delivery.id}>
                <Arrival delivery={delivery} reload={reload} />
              </li>
            ))}
          </ul>
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}

type Answering = 'confirm' | 'dispute' | null

function Arrival({ delivery, reload }: { delivery: Delivery; reload: () => void }) {
  const [answering, setAnswering] = useState<Answering>(null)
  const { need, quantity, state } = delivery
  const answered = () => {
    setAnswering(null)
    reload()
  }
  const what = need?.item ? `${localized(need.item.name)}, ${number(quantity)} ${localized(need.item.unit)}` : number(quantity)
  return (
    <article class="line">
      <h3>{what}</h3>
      <p>
        <Tag mood={MOODS[state]}>{t(`delivery_${state}`)}</Tag>
      </p>
      <p class="quiet">
        {[delivery.collaborator?.publicName, day(delivery.deliveredAt), delivery.receiverRole].filter(Boolean).join(' · ')}
        {delivery.confirmed > 0 && ` · ${w('confirmed_word', { count: number(delivery.confirmed) })}`}
        {delivery.proof?.url && (
          <>
            {' · '}
            <a href={delivery.proof.url}>{w('proof')}</a>
          </>
        )}
      </p>
      {delivery.note && <p>{delivery.note}</p>}
      {delivery.viewerCanConfirm.allowed && (
        <div class="wide">
          {answering === null && (
            <p class="facts">
              <button type="button" class="primary" onClick={() => setAnswering('confirm')}>
                {w('confirm')}
              </button>
              <button type="button" onClick={() => setAnswering('dispute')}>
                {w('dispute')}
              </button>
            </p>
          )}
          {answering !== null && (
            <Answer
              key={delivery.version}
              delivery={delivery}
              disputing={answering === 'dispute'}
              onDone={answered}
            />
          )}
        </div>
      )}
    </article>
  )
}

const FIELDS = ['quantity', 'note'] as const

interface AnswerProps {
  delivery: Delivery
  disputing: boolean
  onDone: () => void
}

function Answer({ delivery, disputing, onDone }: AnswerProps) {
  const left = delivery.quantity - delivery.confirmed
  const [quantity, setQuantity] = useState(left)
  const [note, setNote] = useState('')
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ note: disputing && !note.trim() ? w('dispute_required') : undefined }),
    act: async (idempotencyKey) => {
      const word = { deliveryId: delivery.id, expectedVersion: delivery.version, idempotencyKey }
      if (disputing) return (await ask(DeliveryDispute, { input: { ...word, note } })).deliveryDispute.errors
      const input = { ...word, quantity, note: note.trim() || null }
      return (await ask(DeliveryConfirm, { input })).deliveryConfirm.errors
    },
    done: onDone,
  })
  return (
    <Form faults={faults} busy={busy} submit={disputing ? w('dispute_do') : w('confirm_do')} onSubmit={send}>
      {!disputing && (
        <QuantityField
          name="quantity"
          label={w('came')}
          hint={w('came_hint')}
          unit={delivery.need?.item ? localized(delivery.need.item.unit) : ''}
          most={left}
          value={quantity}
          onValue={setQuantity}
          fault={faults.quantity}
        />
      )}
      <LongTextField
        name="note"
        label={disputing ? w('dispute_note') : w('note')}
        value={note}
        onValue={setNote}
        fault={faults.note}
      />
    </Form>
  )
}
