import { useState } from 'preact/hooks'
import { Link } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import type { Viewer } from '../../app/viewer.ts'
import { NeedPage } from '../../documents/needs.ts'
import { Organisations, PledgePlace } from '../../documents/pledges.ts'
import { number } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { Failure } from '../../ui/failure.tsx'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Missing } from '../../ui/missing.tsx'
import { unitAndPlace } from '../../ui/place-name.ts'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Steps } from '../../ui/steps.tsx'
import { Summary } from '../../ui/summary.tsx'
import { Trail } from '../../ui/trail.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { Outcome } from '../sign-in/outcome.tsx'
import { Preview } from './preview.tsx'

type Need = NonNullable<ResultOf<typeof NeedPage>['need']>
type Giver = Extract<
  NonNullable<ResultOf<typeof Organisations>['nodes'][number]>,
  { __typename: 'Collaborator' }
>

/** Promising help: how much and when, with what would come of it; looked over; promised. */
export default function PledgeScreen({ part }: RouteProps) {
  useTitle(t('help_this'))
  return (
    <Gate title={t('help_this')} needs="pledge:place">
      {(viewer) => <Loaded id={part.id ?? ''} viewer={viewer} />}
    </Gate>
  )
}

function Loaded({ id, viewer }: { id: string; viewer: Viewer }) {
  const ids = [...new Set(viewer.organisations.map(({ collaboratorId }) => collaboratorId))]
  const need = useQuery(NeedPage, { id })
  const organisations = useQuery(Organisations, { ids })
  const givers = organisations.data?.nodes.filter((node): node is Giver => node?.__typename === 'Collaborator')
  const error = need.error ?? organisations.error
  const reload = () => {
    need.reload()
    organisations.reload()
  }
  if (error) return <Failure error={error} onRetry={reload} />
  if (!need.data || !givers) return <SkeletonPage />
  if (!need.data.need) return <Missing to="/" name={t('home_title')} />
  return <Pledging need={need.data.need} givers={givers} />
}

const FIELDS = ['collaboratorId', 'quantity', 'scheduledOn'] as const

function Pledging({ need, givers }: { need: Need; givers: readonly Giver[] }) {
  const fitting = givers.filter(({ sectors }) => sectors.includes(need.sector))
  const [giver, setGiver] = useState((fitting[0] ?? givers[0])?.id ?? '')
  const [quantity, setQuantity] = useState(Math.max(1, need.remaining))
  const [scheduledOn, setScheduledOn] = useState('')
  const [checking, setChecking] = useState(false)
  const [placed, setPlaced] = useState('')
  const [given] = useState({ id: '' })
  const unit = need.item ? localized(need.item.unit) : ''
  const title = need.item ? localized(need.item.name) : need.period
  const promise = { needId: need.id, collaboratorId: giver, quantity, scheduledOn: scheduledOn || null }
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ collaboratorId: giver ? undefined : w('giver_required') }),
    act: async (idempotencyKey) => {
      const { pledgePlace } = await ask(PledgePlace, { input: { ...promise, idempotencyKey } })
      given.id = pledgePlace.pledge?.id ?? ''
      return pledgePlace.errors
    },
    done: () => setPlaced(given.id),
  })
  if (placed) return <Placed id={placed} text={`${number(quantity)} ${unit} ${title}`} />
  const back = () => setChecking(false)
  return (
    <>
      <Trail
        steps={[{ name: title, to: `/kebutuhan/${encodeURIComponent(need.id)}` }, { name: t('help_this') }]}
      />
      <h1>{t('help_this')}</h1>
      <p class="lead">{[title, unitAndPlace(need.unit?.name, need.place?.name)].filter(Boolean).join(' · ')}</p>
      <Steps names={[w('pledge_step_amount'), w('pledge_step_check')]} at={checking ? 1 : 0} />
      {checking ? (
        <>
          <Summary
            answers={[
              { name: w('giver'), value: givers.find(({ id }) => id === giver)?.publicName ?? '', onChange: back },
              { name: w('quantity'), value: `${number(quantity)} ${unit}`, onChange: back },
              { name: w('scheduled_on'), value: scheduledOn ? day(scheduledOn) : w('not_filled'), onChange: back },
            ]}
          />
          <p>{w('pledge_binds')}</p>
          <Form faults={faults} busy={busy} submit={w('pledge_do')} onSubmit={send}>
            {null}
          </Form>
        </>
      ) : (
        <div class="columns">
          <Form faults={{}} busy={false} submit={t('continue')} onSubmit={() => setChecking(true)}>
            {givers.length > 1 && (
              <ChoiceField
                name="collaboratorId"
                label={w('giver')}
                options={givers.map(({ id, publicName }) => ({ value: id, label: publicName }))}
                value={giver}
                onValue={setGiver}
              />
            )}
            <QuantityField
              name="quantity"
              label={w('quantity')}
              hint={w('quantity_most', { most: number(need.remaining), unit })}
              unit={unit}
              most={Math.max(1, need.remaining)}
              value={quantity}
              onValue={setQuantity}
            />
            <TextField
              name="scheduledOn"
              type="date"
              label={w('scheduled_on')}
              hint={w('scheduled_hint')}
              value={scheduledOn}
              onValue={setScheduledOn}
            />
          </Form>
          <Preview promise={promise} unit={unit} />
        </div>
      )}
    </>
  )
}

function Placed({ id, text }: { id: string; text: string }) {
  return (
    <Outcome title={w('placed')} text={w('placed_next', { what: text })}>
      <Link class="button primary" to={`/komitmen/${encodeURIComponent(id)}`}>
        {w('to_pledge')}
      </Link>
    </Outcome>
  )
}
