import type { RouteProps } from '../app/routes.ts'
import { useTitle } from '../app/title.ts'
import { Districts } from '../documents/areas.ts'
import { useQuery } from '../graphql/use-query.ts'
import { t } from '../i18n/text.ts'
import { AreaViews } from '../ui/area-views.tsx'
import { Failure } from '../ui/failure.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const ALL = 100

export default function Home({ params }: RouteProps) {
  useTitle(t('home_title'))
  const districts = useQuery(Districts, { first: ALL })
  const nodes = districts.data?.areas?.nodes
  return (
    <>
      <h1>{t('home')}</h1>
      <p class="lead">{t('home_lead')}</p>
      {Boolean(districts.error) && <Failure error={districts.error} onRetry={districts.reload} shownAt={districts.at} />}
      <section aria-busy={districts.busy}>
        {nodes && <AreaViews title={t('levels_DISTRICT')} areas={nodes} params={params} />}
        {!nodes && districts.busy && <AreaSkeleton title={t('levels_DISTRICT')} />}
      </section>
    </>
  )
}

function AreaSkeleton({ title }: { title: string }) {
  return (
    <>
      <div class="heading-row">
        <h2>{title}</h2>
      </div>
      <Skeleton shape="map" />
    </>
  )
}
