import { useState } from 'preact/hooks'
import { Link } from '../../app/location.tsx'
import { NeedRespond, SectorToAsk, UnitNeeds as Document } from '../../documents/receiving.ts'
import { number } from '../../format/number.ts'
import { periodInWords } from '../../format/period.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { QuantityField } from '../../ui/fields/quantity-field.tsx'
import { Form } from '../../ui/form.tsx'
import { More } from '../../ui/more.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Tag, type Mood } from '../../ui/tag.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { AttributeField } from './attribute-field.tsx'
import { asFact } from './facts.ts'

type Need = NonNullable<ResultOf<typeof Document>['needs']>['nodes'][number]

const MOODS: Record<Need['state'], Mood> = {
  PROPOSED: 'warn',
  OPEN: 'good',
  PAUSED: 'plain',
  WITHDRAWN: 'plain',
  REJECTED: 'bad',
}

/** What the unit has asked for, and the answers that a verifier waits for. */
export function UnitNeeds({ unitId }: { unitId: string }) {
  const { nodes, total, error, busy, at, reload, onMore, loadingMore } = usePages(
    Document,
    { unitId, first: 10 },
    ({ needs }) => needs,
  )
  return (
    <section aria-busy={busy}>
      <h2>{w('unit_needs')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {nodes?.length === 0 && <Empty why={w('unit_needs_none')} />}
      {nodes && nodes.length > 0 && (
        <>
          <ul class="rows">
            {nodes.map((need) => (
              <li key={need.id}>
                <NeedLine need={need} reload={reload} />
              </li>
            ))}
          </ul>
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}

function NeedLine({ need, reload }: { need: Need; reload: () => void }) {
  const unit = need.item ? localized(need.item.unit) : ''
  return (
    <article class="line">
      <h3>
        <Link to={`/kebutuhan/${encodeURIComponent(need.id)}`}>
          {need.item ? localized(need.item.name) : need.period}
        </Link>
      </h3>
      <p>
        <Tag mood={MOODS[need.state]}>{t(`need_state_${need.state}`)}</Tag>
      </p>
      <p class="quiet">
        {periodInWords(need.period)} · {t('need_taken', { taken: number(need.needed - need.remaining), needed: number(need.needed), unit })}
        {need.confirmed > 0 && ` · ${w('confirmed_word', { count: number(need.confirmed) })}`}
      </p>
      {(need.askedFields.length > 0 || need.state === 'REJECTED') && need.answers[0]?.reason && (
        <p class="wide">
          <q class="said">{need.answers[0].reason}</q>
        </p>
      )}
      {need.askedFields.length > 0 && <Answer key={need.version} need={need} unit={unit} reload={reload} />}
    </article>
  )
}

/** The answer to a verifier: `quantity` or `facts.<attribute>`; only what was asked for can be changed. */
function Answer({ need, unit, reload }: { need: Need; unit: string; reload: () => void }) {
  const { data } = useQuery(SectorToAsk, { code: need.sector })
  const attributes = data?.sector?.attributes.filter(({ name }) => need.askedFields.includes(`facts.${name}`)) ?? []
  const asksQuantity = need.askedFields.includes('quantity')
  const [quantity, setQuantity] = useState(need.needed)
  const [facts, setFacts] = useState<Record<string, string>>({})
  const { faults, busy, send } = useSubmit({
    fields: ['quantity', ...attributes.map(({ name }) => name)],
    check: () => ({}),
    act: async (idempotencyKey) => {
      const answers = attributes.map(({ name, kind }) => [name, asFact(facts[name] ?? '', kind)])
      const input = {
        needId: need.id,
        expectedVersion: need.version,
        idempotencyKey,
        ...(asksQuantity && { quantity }),
        ...(answers.length > 0 && { facts: Object.fromEntries(answers) }),
      }
      return (await ask(NeedRespond, { input })).needRespond.errors
    },
    done: reload,
  })
  return (
    <div class="wide">
      <Notice kind="warn" title={w('need_asked')} />
      <Form faults={faults} busy={busy} submit={w('answer_do')} onSubmit={send}>
        {asksQuantity && (
          <QuantityField
            name="quantity"
            label={w('quantity')}
            unit={unit}
            most={MOST}
            value={quantity}
            onValue={setQuantity}
            fault={faults.quantity}
          />
        )}
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
    </div>
  )
}

/** More than any unit asks for; the server's limit is the one that counts. */
const MOST = 1_000_000
