import type { PledgeDeliveries } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { Timeline } from '../../ui/timeline.tsx'

type Delivery = NonNullable<ResultOf<typeof PledgeDeliveries>['deliveries']>['nodes'][number]

/** What was handed over under a promise, and what the unit said of it. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (!deliveries.length) return null
  return (
    <section>
      <h2>{w('handed_over')}</h2>
      <Timeline
        label={w('handed_over')}
        happenings={deliveries.map((delivery) => ({
          key: delivery.id,
          title: `${number(delivery.quantity)} · ${t(`delivery_${delivery.state}`)}`,
          at: delivery.deliveredAt,
          ...(delivery.receiverRole && { by: delivery.receiverRole }),
          children: <Said delivery={delivery} />,
        }))}
      />
    </section>
  )
}

function Said({ delivery }: { delivery: Delivery }) {
  return (
    <ul class="words">
      {delivery.note && <li>{delivery.note}</li>}
      {delivery.surplus > 0 && <li>{w('surplus_of', { count: number(delivery.surplus) })}</li>}
      {delivery.proof?.url && (
        <li>
          <a href={delivery.proof.url}>{w('proof')}</a>
        </li>
      )}
      {delivery.confirmations.map(({ id, quantity, isDispute, note }) => (
        <li key={id}>
          {isDispute ? w('disputed_word') : w('confirmed_word', { count: number(quantity) })}
          {note && <q class="said">{note}</q>}
        </li>
      ))}
    </ul>
  )
}
