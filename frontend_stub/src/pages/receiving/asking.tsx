import { useState } from 'preact/hooks'
import { here } from '../../app/location.tsx'
import { NeedPropose, SectorsForUnits, SectorToAsk } from '../../documents/receiving.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { found } from '../../ui/checks.ts'
import { Chips } from '../../ui/chips.tsx'
import { Failure } from '../../ui/failure.tsx'
import { SelectField } from '../../ui/fields/choice-field.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { AttributeField } from './attribute-field.tsx'
import { asFact } from './facts.ts'
import type { Unit } from './index.tsx'

type Sector = NonNullable<ResultOf<typeof SectorToAsk>['sector']>

const FIELDS = ['item', 'period', 'quantity', 'planLine'] as const
const MOST = 1_000_000

interface Props {
  unit: Unit
  /** The sector in the address; the first that helps such units when there is none. */
  chosen: string | null
  onSent: () => void
}

/** Proposing a need, in one of the sectors that help units of this kind. */
export function Asking({ unit, chosen, onSent }: Props) {
  const { data, error, reload } = useQuery(SectorsForUnits, {})
  const fitting = (data?.sectors?.nodes ?? []).filter(
    ({ state, unitKinds }) => state === 'ACTIVE' && unitKinds.some(({ code }) => code === unit.kind),
  )
  const sector = fitting.find(({ code }) => code === chosen) ?? fitting[0]
  if (error) return <Failure error={error} onRetry={reload} />
  if (!sector) return null
  return (
    <section>
      <h2>{w('ask_title')}</h2>
      <p class="quiet">{w('ask_lead')}</p>
      {fitting.length > 1 && (
        <Chips
          label={t('sectors')}
          replace
          chips={fitting.map(({ code, name }) => ({
            label: localized(name),
            to: here({ bidang: code }),
            on: code === sector.code,
          }))}
        />
      )}
      <InSector key={sector.code} code={sector.code} unit={unit} onSent={onSent} />
    </section>
  )
}

function InSector({ code, unit, onSent }: { code: string; unit: Unit; onSent: () => void }) {
  const { data, error, busy, reload } = useQuery(SectorToAsk, { code })
  const [sent, setSent] = useState(false)
  const done = () => {
    setSent(true)
    onSent()
  }
  if (error) return <Failure error={error} onRetry={reload} />
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
    <section aria-busy={busy}>
      {data?.sector && <Proposal unit={unit} code={code} sector={data.sector} onSent={done} />}
    </section>
  )
}

interface ProposalProps {
  unit: Unit
  code: string
  sector: Sector
  onSent: () => void
}

function Proposal({ unit, code, sector, onSent }: ProposalProps) {
  const [itemCode, setItemCode] = useState('')
  const [period, setPeriod] = useState(thisMonth)
  const [quantity, setQuantity] = useState(1)
  const [planLine, setPlanLine] = useState('')
  const [facts, setFacts] = useState<Record<string, string>>({})
  const item = sector.items.find((one) => one.code === itemCode)
  const attributes = sector.attributes.filter(({ subject }) => subject === 'NEED')
  const { faults, busy, send } = useSubmit({
    fields: [...FIELDS, ...attributes.map(({ name }) => name)],
    check: () => found<string>({ item: item ? undefined : w('item_required') }),
    act: async (idempotencyKey) => {
      const filled = attributes.filter(({ name }) => facts[name])
      const input = {
        unitId: unit.id,
        sector: code,
        item: itemCode,
        period: period.trim(),
        quantity,
        planLine: planLine.trim() || null,
        facts: Object.fromEntries(filled.map(({ name, kind }) => [name, asFact(facts[name] ?? '', kind)])),
        idempotencyKey,
      }
      return (await ask(NeedPropose, { input })).needPropose.errors
    },
    done: onSent,
  })
  return (
    <Form faults={faults} busy={busy} submit={w('ask_do')} onSubmit={send}>
      <SelectField
        name="item"
        label={w('item')}
        options={sector.items.map((one) => ({ value: one.code, label: localized(one.name) }))}
        value={itemCode}
        onValue={setItemCode}
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
