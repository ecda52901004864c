import { Link } from '../app/location.tsx'
import type { RouteProps } from '../app/routes.ts'
import { useTitle } from '../app/title.ts'
import { AreaName, AreaPage } from '../documents/areas.ts'
import { AreaGaps } from '../documents/needs.ts'
import { day } from '../format/time.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { useQuery } from '../graphql/use-query.ts'
import { t } from '../i18n/text.ts'
import { AreaViews } from '../ui/area-views.tsx'
import { Failure } from '../ui/failure.tsx'
import { Notice } from '../ui/notice.tsx'
import { OpenNeeds } from '../ui/open-needs.tsx'
import { SkeletonPage } from '../ui/skeleton.tsx'
import { Trail } from '../ui/trail.tsx'
import { Given } from './given.tsx'

type Answer = ResultOf<typeof AreaPage>

const ALL = 100

export default function Area({ part, params }: RouteProps) {
  const code = part.code ?? ''
  const { data, error, busy, at, reload } = useQuery(AreaPage, { code, first: ALL })
  useTitle(data?.area?.name ?? code)
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!data && busy && <SkeletonPage />}
      {data && <Found answer={data} code={code} params={params} />}
    </>
  )
}

function Found({ answer: { area, areas }, code, params }: { answer: Answer; code: string; params: URLSearchParams }) {
  if (!area) {
    return (
      <>
        <h1>{t('area_none')}</h1>
        <p class="lead">{t('area_none_why', { code })}</p>
        <Link to="/" class="button primary">
          {t('to_home')}
        </Link>
      </>
    )
  }
  const within = areas?.nodes ?? []
  return (
    <>
      <Trail
        steps={[
          { name: t('home_title'), to: '/' },
          ...(area.parent ? [{ name: <Name code={area.parent} />, to: addressOf(area.parent) }] : []),
          { name: area.name },
        ]}
      />
      <h1>{area.name}</h1>
      <p class="quiet">
        {t('code')} {area.code}
      </p>
      {area.validTo && <Notice kind="warn">{t('area_ended', { date: day(area.validTo) })}</Notice>}
      <div class="columns">
        {within[0] && <Within areas={within} level={within[0].level} params={params} />}
        <OpenNeeds area={code} sector={null} />
      </div>
      <Given area={code} />
    </>
  )
}

type Part = NonNullable<Answer['areas']>['nodes'][number]

/** The smaller areas, with what each is short of down to the kelurahan; smaller ones would show single households. */
function Within({ areas, level, params }: { areas: readonly Part[]; level: Part['level']; params: URLSearchParams }) {
  return (
    <section>
      {level === 'RW' ? (
        <AreaViews title={t('levels_RW')} areas={areas} params={params} />
      ) : (
        <Measured areas={areas} level={level} params={params} />
      )}
    </section>
  )
}

function Measured({ areas, level, params }: { areas: readonly Part[]; level: Part['level']; params: URLSearchParams }) {
  const { data } = useQuery(AreaGaps, { level })
  return <AreaViews title={t(`levels_${level}`)} areas={areas} gaps={data?.dashboard.byArea} params={params} />
}

function addressOf(code: string): string {
  return `/wilayah/${encodeURIComponent(code)}`
}

function Name({ code }: { code: string }) {
  const { data } = useQuery(AreaName, { code })
  return <>{data?.area?.name ?? code}</>
}
