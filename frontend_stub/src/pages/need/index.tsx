import { Link } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import { useViewer } from '../../app/viewer.ts'
import { NeedPage, SectorTerms } from '../../documents/needs.ts'
import { rupiah } from '../../format/money.ts'
import { number } from '../../format/number.ts'
import { periodInWords } from '../../format/period.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'
import { t } from '../../i18n/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Figures } from '../../ui/figures.tsx'
import { Missing } from '../../ui/missing.tsx'
import { unitAndPlace } from '../../ui/place-name.ts'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Summary } from '../../ui/summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { Trail } from '../../ui/trail.tsx'

type Answer = ResultOf<typeof NeedPage>
type Need = NonNullable<Answer['need']>

/** One need: what, how many, who has promised, and the way to help. */
export default function NeedScreen({ part }: RouteProps) {
  const { data, error, busy, at, reload } = useQuery(NeedPage, { id: part.id ?? '' })
  const need = data?.need
  useTitle(need?.item ? localized(need.item.name) : t('needs'))
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {data && !need && <Missing to="/" name={t('home_title')} />}
      {need && <Shown need={need} ledger={data.ledger} />}
    </>
  )
}

function Shown({ need, ledger }: { need: Need; ledger: Answer['ledger'] }) {
  const unit = need.item ? localized(need.item.unit) : ''
  const title = need.item ? localized(need.item.name) : need.period
  return (
    <>
      <Trail
        steps={[
          { name: t('home_title'), to: '/' },
          ...(need.place ? [{ name: need.place.name, to: `/wilayah/${encodeURIComponent(need.place.code)}` }] : []),
          { name: title },
        ]}
      />
      <h1>{title}</h1>
      <p class="facts">
        <Tag mood={need.state === 'OPEN' ? 'good' : 'plain'}>{t(`need_state_${need.state}`)}</Tag>
        <span class="quiet">{unitAndPlace(need.unit?.name, need.place?.name)}</span>
      </p>
      <Figures
        figures={[
          { label: t('needed'), value: `${number(need.needed)} ${unit}` },
          { label: t('pledged'), value: number(need.pledged) },
          { label: t('delivered'), value: number(need.delivered) },
          { label: t('confirmed'), value: number(need.confirmed) },
          { label: t('remaining'), value: number(need.remaining) },
        ]}
      />
      <Help need={need} />
      <div class="columns">
        <Facts need={need} unit={unit} />
        <Pledged ledger={ledger} unit={unit} />
      </div>
      <Terms sector={need.sector} />
    </>
  )
}

/** The way to help, for who may; the way to there, for others. */
function Help({ need }: { need: Need }) {
  const viewer = useViewer()
  if (need.state !== 'OPEN' || need.remaining === 0) return null
  const target = `/kebutuhan/${encodeURIComponent(need.id)}/bantu`
  if (viewer?.permissions.includes('pledge:place')) {
    return (
      <p>
        <Link class="button primary" to={target}>
          {t('help_this')}
        </Link>
      </p>
    )
  }
  return (
    <p class="facts">
      <span>{viewer ? t('help_apply') : t('help_sign_in')}</span>
      <Link class="button primary" to={viewer ? '/permohonan' : `/masuk?ke=${encodeURIComponent(target)}`}>
        {viewer ? t('to_apply') : t('help_this')}
      </Link>
    </p>
  )
}

function Facts({ need, unit }: { need: Need; unit: string }) {
  const contents = need.item?.contents ?? []
  const kind = need.unit?.kindName ? ` (${localized(need.unit.kindName)})` : ''
  return (
    <section>
      <h2>{t('details')}</h2>
      <Summary
        answers={[
          { name: t('unit'), value: need.unit ? `${need.unit.name}${kind}` : '' },
          ...(need.unit?.households ? [{ name: t('households'), value: number(need.unit.households) }] : []),
          { name: t('period'), value: periodInWords(need.period) },
          ...(need.planLine ? [{ name: t('plan_line'), value: need.planLine }] : []),
          ...(need.value ? [{ name: t('worth'), value: rupiah(need.value) }] : []),
        ]}
      />
      {contents.length > 0 && (
        <>
          <h3>{t('contents', { unit })}</h3>
          <ul class="words">
            {contents.map(({ name, quantity, unit: measure }) => (
              <li key={name.id}>
                {localized(name)}, {number(quantity)} {measure}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Pledged({ ledger, unit }: { ledger: Answer['ledger']; unit: string }) {
  const entries = ledger?.nodes ?? []
  return (
    <section>
      <h2>{t('who_pledged')}</h2>
      {entries.length === 0 ? (
        <Empty why={t('who_pledged_none')} />
      ) : (
        <Timeline
          label={t('who_pledged')}
          happenings={entries.map(({ id, at, quantity, collaborator }) => ({
            key: id,
            title: t('pledged_by', { name: collaborator?.publicName ?? '?', quantity: number(quantity), unit }),
            at,
          }))}
        />
      )}
    </section>
  )
}

function Terms({ sector }: { sector: string }) {
  const { data } = useQuery(SectorTerms, { code: sector })
  if (!data?.sector?.conditions.length) return null
  return (
    <section>
      <h2>{t('conditions')}</h2>
      <ul class="words">
        {data.sector.conditions.map((condition) => (
          <li key={condition.id}>{localized(condition)}</li>
        ))}
      </ul>
    </section>
  )
}
