import { go, here } from '../app/location.tsx'
import type { RouteProps } from '../app/routes.ts'
import { useTitle } from '../app/title.ts'
import { PublicHome } from '../documents/needs.ts'
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

const DAY = /^\d{4}-\d\d-\d\d$/

type Answer = ResultOf<typeof PublicHome>
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
  const figures = useQuery(PublicHome, { asOf })
  return (
    <>
      <h1>{t('home')}</h1>
      <p class="lead">{t('home_lead')}</p>
      {Boolean(figures.error) && <Failure error={figures.error} onRetry={figures.reload} shownAt={figures.at} />}
      {(figures.data || figures.busy) && <Headline answer={figures.data} sector={sector} />}
      <div class="columns">
        <section aria-busy={figures.busy}>
          {figures.data?.areas && (
            <AreaViews
              title={t('levels_DISTRICT')}
              areas={figures.data.areas.nodes}
              gaps={figures.data.dashboard.byArea}
              params={params}
            />
          )}
          {!figures.data && figures.busy && <MapToCome />}
        </section>
        <OpenNeeds key={sector} sector={sector} />
      </div>
    </>
  )
}

/** The figures of all sectors or one; dashes hold their places until they come, so that nothing below moves. */
function Headline({ answer, sector }: { answer: Answer | undefined; sector: string | null }) {
  const whole = answer?.dashboard
  const shown: Amounts | undefined = sector ? whole?.bySector.find((one) => one.sector === sector) : whole
  const count = (value: number = 0) => (answer ? number(value) : TO_COME)
  const money = (value: string = '0') => (answer ? { value: rupiahShort(value), full: rupiah(value) } : { value: TO_COME })
  return (
    <>
      <Figures
        figures={[
          { label: t('collaborators'), value: count(shown?.collaboratorCount) },
          { label: t('open_needs'), value: count(shown?.openNeedCount) },
          { label: t('pledged'), ...money(shown?.pledged.value) },
          { label: t('delivered'), ...money(shown?.delivered.value) },
          { label: t('confirmed'), ...money(shown?.confirmed.value) },
        ]}
      />
      <div class="filters">
        <Chips
          label={t('sectors')}
          replace
          oneLine
          chips={[
            { label: t('all_sectors'), to: here({ bidang: null }), on: !sector },
            ...(answer?.sectors?.nodes ?? []).map(({ code, name }) => ({
              label: localized(name),
              to: here({ bidang: code }),
              on: sector === code,
            })),
          ]}
        />
        <AsOf day={whole?.asOf ?? ''} />
      </div>
    </>
  )
}

const TO_COME = '–'

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

function MapToCome() {
  return (
    <>
      <div class="heading-row">
        <h2>{t('levels_DISTRICT')}</h2>
      </div>
      <Skeleton shape="map" />
    </>
  )
}
