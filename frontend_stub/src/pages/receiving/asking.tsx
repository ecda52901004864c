import { useState } from 'preact/hooks'
import { NeedPropose, SectorsToAsk } from '../../documents/receiving.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { SelectField } from '../../ui/fields/choice-field.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { AttributeField } from './attribute-field.tsx'
import { asFact } from './facts.ts'
import type { Unit } from './index.tsx'

type Sector = NonNullable<ResultOf<typeof SectorsToAsk>['sectors']>['nodes'][number]

const FIELDS = ['item', 'period', 'quantity', 'planLine'] as const
const MOST = 1_000_000

/** Proposing a need: an item of a sector that helps units of this kind, how many, for when. */
export function Asking({ unit }: { unit: Unit }) {
  const { data } = useQuery(SectorsToAsk, {})
  const fitting = (data?.sectors?.nodes ?? []).filter(
    ({ state, unitKinds }) => state === 'ACTIVE' && unitKinds.some(({ code }) => code === unit.kind),
  )
  if (!fitting.length) return null
  return (
    <section>
      <h2>{w('ask_title')}</h2>
      <p class="quiet">{w('ask_lead')}</p>
      <Proposal unit={unit} sectors={fitting} />
    </section>
  )
}

/** An item is chosen together with its sector: "PANGAN/PAKET". */
function optionsOf(sectors: readonly Sector[]) {
  return sectors.flatMap((sector) =>
    sector.items.map((item) => ({
      value: `${sector.code}/${item.code}`,
      label: `${localized(sector.name)}: ${localized(item.name)}`,
    })),
  )
}

function Proposal({ unit, sectors }: { unit: Unit; sectors: readonly Sector[] }) {
  const [chosen, setChosen] = useState('')
  const [period, setPeriod] = useState(thisMonth)
  const [quantity, setQuantity] = useState(1)
  const [planLine, setPlanLine] = useState('')
  const [facts, setFacts] = useState<Record<string, string>>({})
  const [sent, setSent] = useState(false)
  const [sectorCode = '', itemCode = ''] = chosen.split('/')
  const sector = sectors.find(({ code }) => code === sectorCode)
  const item = sector?.items.find(({ code }) => code === itemCode)
  const attributes = sector?.attributes.filter(({ subject }) => subject === 'NEED') ?? []
  const { faults, busy, send } = useSubmit({
    fields: [...FIELDS, ...attributes.map(({ name }) => name)],
    check: () => found<string>({ item: item ? undefined : w('item_required') }),
    act: async (idempotencyKey) => {
      const input = {
        unitId: unit.id,
        sector: sectorCode,
        item: itemCode,
        period: period.trim(),
        quantity,
        planLine: planLine.trim() || null,
        facts: Object.fromEntries(
          attributes.filter(({ name }) => facts[name]).map(({ name, kind }) => [name, asFact(facts[name] ?? '', kind)]),
        ),
        idempotencyKey,
      }
      return (await ask(NeedPropose, { input })).needPropose.errors
    },
    done: () => setSent(true),
  })
  if (sent) {
    return (
      <Notice kind="good" title={w('ask_sent')}>
        <p>{w('ask_sent_next')}</p>
        <button type="button" onClick={() => setSent(false)}>
          {w('ask_another')}
        </button>
      </Notice>
    )
  }
  return (
    <Form faults={faults} busy={busy} submit={w('ask_do')} onSubmit={send}>
      <SelectField
        name="item"
        label={w('item')}
        options={optionsOf(sectors)}
        value={chosen}
        onValue={setChosen}
        fault={faults.item}
      />
      <QuantityField
        name="quantity"
        label={w('quantity')}
        unit={item ? localized(item.unit) : ''}
        most={MOST}
        value={quantity}
        onValue={setQuantity}
        fault={faults.quantity}
      />
      <TextField
        name="period"
        label={t('period')}
        hint={w('period_hint')}
        value={period}
        onValue={setPeriod}
        fault={faults.period}
      />
      <TextField
        name="planLine"
        label={t('plan_line')}
        hint={w('plan_hint')}
        value={planLine}
        onValue={setPlanLine}
        fault={faults.planLine}
      />
      {attributes.map((attribute) => (
        <AttributeField
          key={attribute.name}
          attribute={attribute}
          value={facts[attribute.name] ?? ''}
          onValue={(value) => setFacts({ ...facts, [attribute.name]: value })}
          fault={faults[attribute.name]}
        />
      ))}
    </Form>
  )
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7)
}
