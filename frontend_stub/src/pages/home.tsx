import { go, here } from '../app/location.tsx'
import type { RouteProps } from '../app/routes.ts'
import { useTitle } from '../app/title.ts'
import { Districts } from '../documents/areas.ts'
import { PublicFigures } from '../documents/needs.ts'
import { number } from '../format/number.ts'
import { rupiah, rupiahShort } from '../format/money.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { useQuery } from '../graphql/use-query.ts'
import { localized } from '../i18n/localized.ts'
import { t } from '../i18n/text.ts'
import { AreaViews } from '../ui/area-views.tsx'
import { Chips } from '../ui/chips.tsx'
import { Failure } from '../ui/failure.tsx'
import { Figures } from '../ui/figures.tsx'
import { OpenNeeds } from '../ui/open-needs.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const ALL = 100
const DAY = /^\d{4}-\d\d-\d\d$/

type Answer = ResultOf<typeof PublicFigures>
type Amounts = Pick<
  Answer['dashboard'],
  'collaboratorCount' | 'openNeedCount' | 'pledged' | 'delivered' | 'confirmed'
>

/** The public figures, the map and the needs. `?bidang=` chooses a sector, `?per=2020-10-31` an earlier day. */
export default function Home({ params }: RouteProps) {
  useTitle(t('home_title'))
  const sector = params.get('bidang')
  const per = params.get('per')
  const asOf = per !== null && DAY.test(per) ? per : null
  const figures = useQuery(PublicFigures, { asOf, level: 'DISTRICT' })
  return (
    <>
      <h1>{t('home')}</h1>
      <p class="lead">{t('home_lead')}</p>
      {Boolean(figures.error) && <Failure error={figures.error} onRetry={figures.reload} shownAt={figures.at} />}
      {figures.data ? <Headline answer={figures.data} sector={sector} /> : <Skeleton shape="figures" />}
      <div class="columns">
        <Map gaps={figures.data?.dashboard.byArea} params={params} />
        <OpenNeeds key={sector} sector={sector} />
      </div>
    </>
  )
}

function Headline({ answer: { dashboard, sectors }, sector }: { answer: Answer; sector: string | null }) {
  const shown: Amounts | undefined = sector ? dashboard.bySector.find((one) => one.sector === sector) : dashboard
  return (
    <>
      <Figures
        figures={[
          { label: t('collaborators'), value: number(shown?.collaboratorCount ?? 0) },
          { label: t('open_needs'), value: number(shown?.openNeedCount ?? 0) },
          money(t('pledged'), shown?.pledged.value),
          money(t('delivered'), shown?.delivered.value),
          money(t('confirmed'), shown?.confirmed.value),
        ]}
      />
      <AsOf day={dashboard.asOf} />
      <Chips
        label={t('sectors')}
        replace
        chips={[
          { label: t('all_sectors'), to: here({ bidang: null }), on: !sector },
          ...(sectors?.nodes ?? []).map(({ code, name }) => ({
            label: localized(name),
            to: here({ bidang: code }),
            on: sector === code,
          })),
        ]}
      />
    </>
  )
}

/** Figures of any day can be asked for again; the newest need no day in the address. */
function AsOf({ day }: { day: string }) {
  const choose = (chosen: string) => go(here({ per: chosen || null }), { replace: true })
  return (
    <label class="as-of">
      {t('as_of')}
      <input type="date" value={day} onChange={(event) => choose(event.currentTarget.value)} />
    </label>
  )
}

function money(label: string, value: string = '0') {
  return { label, value: rupiahShort(value), full: rupiah(value) }
}

function Map({ gaps, params }: { gaps: Answer['dashboard']['byArea'] | undefined; params: URLSearchParams }) {
  const { data, error, busy, at, reload } = useQuery(Districts, { first: ALL })
  const nodes = data?.areas?.nodes
  return (
    <section aria-busy={busy}>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {nodes && <AreaViews title={t('levels_DISTRICT')} areas={nodes} gaps={gaps} params={params} />}
      {!nodes && busy && (
        <>
          <div class="heading-row">
            <h2>{t('levels_DISTRICT')}</h2>
          </div>
          <Skeleton shape="map" />
        </>
      )}
    </section>
  )
}
