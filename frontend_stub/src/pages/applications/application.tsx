import type { RouteProps } from '../../app/routes.ts'
import { useTitle } from '../../app/title.ts'
import { ApplicationPage } from '../../documents/applications.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { SkeletonPage } from '../../ui/skeleton.tsx'
import { Trail } from '../../ui/trail.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Answering } from './answering.tsx'
import { Draft } from './draft.tsx'
import { Review } from './review.tsx'
import { Standing } from './standing.tsx'
import { ApplicationTag } from './state.tsx'
import type { Application, SectorOption } from './fields.ts'

/** One application: filled in, checked and sent, followed, mended. */
export default function ApplicationScreen({ part, params }: RouteProps) {
  useTitle(t('applications'))
  return <Gate title={t('applications')}>{() => <Loaded id={part.id ?? ''} params={params} />}</Gate>
}

function Loaded({ id, params }: { id: string; params: URLSearchParams }) {
  const { data, error, busy, at, reload } = useQuery(ApplicationPage, { id })
  if (!data && busy) return <SkeletonPage />
  return (
    <>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {data && !data.application && <Missing to="/permohonan" name={t('applications')} />}
      {data?.application && (
        <Shown
          application={data.application}
          sectors={data.sectors?.nodes ?? []}
          reviewing={params.get('langkah') === 'periksa'}
          reload={reload}
        />
      )}
    </>
  )
}

export interface StepProps {
  application: Application
  sectors: readonly SectorOption[]
  reload: () => void
}

function Shown({ reviewing, ...step }: StepProps & { reviewing: boolean }) {
  const { application } = step
  const name = application.publicName || w('application_unnamed')
  return (
    <>
      <Trail steps={[{ name: t('applications'), to: '/permohonan' }, { name }]} />
      <h1>{name}</h1>
      <p class="facts">
        <ApplicationTag state={application.state} />
        <span class="quiet">{named('kind', application.collaboratorKind)}</span>
        {application.number && <span class="quiet numeric">{application.number}</span>}
      </p>
      <Step reviewing={reviewing} {...step} />
    </>
  )
}

function Step({ reviewing, ...step }: StepProps & { reviewing: boolean }) {
  // Another version is another form: what was typed belongs to the state that it was typed for.
  const { state, version } = step.application
  if (state === 'DRAFT') return reviewing ? <Review {...step} /> : <Draft {...step} />
  return (
    <>
      {state === 'CHANGES_REQUESTED' && <Answering key={version} {...step} />}
      <Standing {...step} />
    </>
  )
}
