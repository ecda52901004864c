import { useState } from 'preact/hooks'
import { here } from '../../app/location.tsx'
import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import { MyUnits } from '../../documents/receiving.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { w } from '../../i18n/work/text.ts'
import { Chips } from '../../ui/chips.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { unitAndPlace } from '../../ui/place-name.ts'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Arrivals } from './arrivals.tsx'
import { Asking } from './asking.tsx'
import { Promised } from './promised.tsx'
import { UnitNeeds } from './unit-needs.tsx'

export type Unit = NonNullable<ResultOf<typeof MyUnits>['viewer']>['units'][number]

/** For who speaks for a unit: what came, what was promised, what is needed. `?unit=` and `?bidang=` choose among several. */
export default function Receiving({ params }: RouteProps) {
  useTitle(t('receiving'))
  return (
    <Gate title={t('receiving')} needs="delivery:confirm">
      {() => <Mine params={params} />}
    </Gate>
  )
}

function Mine({ params }: { params: URLSearchParams }) {
  const { data, error, busy, at, reload } = useQuery(MyUnits, {})
  const [asked, setAsked] = useState(0)
  const units = data?.viewer?.units ?? []
  const unit = units.find(({ id }) => id === params.get('unit')) ?? units[0]
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      <h1>{t('receiving')}</h1>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {data && !unit && <Empty why={w('units_none')} />}
      {units.length > 1 && (
        <Chips
          label={t('unit')}
          replace
          chips={units.map(({ id, name }) => ({ label: name, to: here({ unit: id }), on: id === unit?.id }))}
        />
      )}
      {unit && (
        <div key={unit.id}>
          <p class="lead">{unitAndPlace(unit.name, unit.place?.name)}</p>
          <Arrivals unitId={unit.id} />
          <Promised unitId={unit.id} />
          <UnitNeeds key={asked} unitId={unit.id} />
          <Asking unit={unit} chosen={params.get('bidang')} onSent={() => setAsked(asked + 1)} />
        </div>
      )}
    </>
  )
}
