import { useState } from 'preact/hooks'
import { go, Link } from '../../app/location.tsx'
import { useTitle } from '../../app/title.ts'
import { CollaboratorDraft, MyApplications } from '../../documents/applications.ts'
import { day } from '../../format/time.ts'
import { ask } from '../../graphql/client.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { t } from '../../i18n/text.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { found } from '../../ui/checks.ts'
import { Form } from '../../ui/form.tsx'
import { Gate } from '../../ui/gate.tsx'
import { More } from '../../ui/more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { KINDS, type Kind } from './fields.ts'
import { ApplicationTag } from './state.tsx'

type Line = NonNullable<ResultOf<typeof MyApplications>['applications']>['nodes'][number]

const FIELDS = ['kind'] as const

/** What the viewer has applied for, and the beginning of another application. */
export default function Applications() {
  useTitle(t('applications'))
  return (
    <Gate title={t('applications')}>
      {() => (
        <>
          <h1>{t('applications')}</h1>
          <p class="lead">{w('applications_lead')}</p>
          <Mine />
          <Begin />
        </>
      )}
    </Gate>
  )
}

function Mine() {
  const { nodes, total, error, busy, reload, at, onMore, loadingMore } = usePages(
    MyApplications,
    { first: 20 },
    ({ applications }) => applications,
  )
  return (
    <section aria-busy={busy}>
      <h2 class="hidden">{w('applications_mine')}</h2>
      {Boolean(error) && <Failure error={error} onRetry={reload} shownAt={at} />}
      {!nodes && busy && <Skeleton shape="row" />}
      {nodes?.length === 0 && <Empty why={w('applications_none')} />}
      {nodes && nodes.length > 0 && (
        <>
          <ul class="rows">
            {nodes.map((line) => (
              <li key={line.id}>
                <ApplicationLine line={line} />
              </li>
            ))}
          </ul>
          <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
        </>
      )}
    </section>
  )
}

function ApplicationLine({ line }: { line: Line }) {
  return (
    <article class="line">
      <h3>
        <Link to={`/permohonan/${encodeURIComponent(line.id)}`}>{line.publicName || w('application_unnamed')}</Link>
      </h3>
      <p>
        <ApplicationTag state={line.state} />
      </p>
      <p class="quiet">
        {named('kind', line.collaboratorKind)}
        {' · '}
        {line.number ?? w('begun_on', { date: day(line.createdAt) })}
      </p>
    </article>
  )
}

function Begin() {
  const [kind, setKind] = useState<Kind | ''>('')
  const [begun] = useState({ id: '' })
  const { faults, busy, send } = useSubmit({
    fields: FIELDS,
    check: () => found({ kind: kind ? undefined : w('kind_required') }),
    act: async (idempotencyKey) => {
      if (!kind) return []
      const { collaboratorDraft } = await ask(CollaboratorDraft, { input: { kind, form: {}, idempotencyKey } })
      begun.id = collaboratorDraft.application?.id ?? ''
      return collaboratorDraft.errors
    },
    done: () => go(`/permohonan/${encodeURIComponent(begun.id)}`),
  })
  return (
    <section>
      <h2>{w('begin_title')}</h2>
      <Form faults={faults} busy={busy} submit={w('begin_do')} onSubmit={send}>
        <ChoiceField
          name="kind"
          label={w('kind')}
          fault={faults.kind}
          options={KINDS.map((value) => ({ value, label: named('kind', value), hint: named('kind_hint', value) }))}
          value={kind}
          onValue={(value) => setKind(value as Kind)}
        />
      </Form>
    </section>
  )
}
