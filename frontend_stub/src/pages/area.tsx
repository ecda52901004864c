import { Link } from '../app/location.tsx'
import type { RouteProps } from '../app/routes.ts'
import { useTitle } from '../app/title.ts'
import { AreaName, AreaPage } from '../documents/areas.ts'
import { day } from '../format/time.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { useQuery } from '../graphql/use-query.ts'
import { t } from '../i18n/text.ts'
import { AreaViews } from '../ui/area-views.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Notice } from '../ui/notice.tsx'
import { SkeletonPage } from '../ui/skeleton.tsx'

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
      <Trail parent={area.parent} name={area.name} />
      <h1>{area.name}</h1>
      <p class="quiet">
        {t('code')} {area.code}
      </p>
      {area.validTo && <Notice kind="warn">{t('area_ended', { date: day(area.validTo) })}</Notice>}
      {within[0] ? (
        <AreaViews title={t(`levels_${within[0].level}`)} areas={within} params={params} />
      ) : (
        <Empty why={t('area_leaf')} />
      )}
    </>
  )
}

function Trail({ parent, name }: { parent: string | null; name: string }) {
  return (
    <nav class="trail" aria-label={t('where')}>
      <ol>
        <li>
          <Link to="/">{t('home_title')}</Link>
        </li>
        {parent && (
          <li>
            <Parent code={parent} />
          </li>
        )}
        <li aria-current="page">{name}</li>
      </ol>
    </nav>
  )
}

function Parent({ code }: { code: string }) {
  const { data } = useQuery(AreaName, { code })
  return <Link to={`/wilayah/${encodeURIComponent(code)}`}>{data?.area?.name ?? code}</Link>
}
