import { Link } from '../../app/location.tsx'
import type { Pledges } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { localized } from '../../i18n/localized.ts'
import { named, w } from '../../i18n/work/text.ts'
import { unitAndPlace } from '../../ui/place-name.ts'
import { Tag, type Mood } from '../../ui/tag.tsx'

type Line = NonNullable<ResultOf<typeof Pledges>['pledges']>['nodes'][number]
export type Shown = Pick<Line, 'need' | 'quantity' | 'state'>

const MOODS: Partial<Record<string, Mood>> = { ACCEPTED: 'warn', DELIVERED: 'good', REJECTED: 'bad', EXPIRED: 'bad' }

export function PledgeTag({ state }: { state: string }) {
  return <Tag mood={MOODS[state] ?? 'plain'}>{named('pledge', state)}</Tag>
}

/** "100 paket Paket pangan". */
export function whatIs(need: Pick<Line, 'need'>['need'], quantity: number): string {
  if (!need?.item) return number(quantity)
  return `${localized(need.item.name)}, ${number(quantity)} ${localized(need.item.unit)}`
}

/** A promise: to whom, how much of it is on its way, and by when. */
export function PledgeLine({ pledge }: { pledge: Line }) {
  return (
    <article class="line">
      <h3>
        <Link to={`/komitmen/${encodeURIComponent(pledge.id)}`}>{whatIs(pledge.need, pledge.quantity)}</Link>
      </h3>
      <p>
        <PledgeTag state={pledge.state} />
      </p>
      <p class="quiet">
        {[pledge.collaborator?.publicName, unitAndPlace(pledge.need?.unit?.name, pledge.need?.place?.name)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p class="quiet">
        {w('pledge_moved', {
          delivered: number(pledge.delivered),
          confirmed: number(pledge.confirmed),
          quantity: number(pledge.quantity),
        })}
        {pledge.scheduledOn && ` · ${w('planned_for', { date: day(pledge.scheduledOn) })}`}
      </p>
    </article>
  )
}
