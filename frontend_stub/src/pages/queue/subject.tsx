import { number } from '../../format/number.ts'
import { periodInWords } from '../../format/period.ts'
import { day } from '../../format/time.ts'
import { localized } from '../../i18n/localized.ts'
import { named, w } from '../../i18n/work/text.ts'
import { Summary, type Answer } from '../../ui/summary.tsx'
import { fieldCalled } from '../applications/fields.ts'
import type { Task } from './case.tsx'
import { useAttributeTitles, useSectorNames } from './titles.ts'

type Subject = NonNullable<NonNullable<Task['run']>['subject']>
type ApplicationSubject = Extract<Subject, { __typename: 'Application' }>
type NeedSubject = Extract<Subject, { __typename: 'Need' }>

/** What is decided about, as far as this viewer may see it. */
export function SubjectFacts({ subject }: { subject: Subject }) {
  if (subject.__typename === 'Application') return <ApplicationFacts application={subject} />
  if (subject.__typename === 'Need') return <NeedFacts need={subject} />
  return null
}

function ApplicationFacts({ application }: { application: ApplicationSubject }) {
  const filled = application.form ?? []
  const nameOf = useSectorNames()
  return (
    <section>
      <h2>{w('asked_for')}</h2>
      <Summary
        answers={[
          { name: w('kind'), value: named('kind', application.collaboratorKind) },
          { name: named('field', 'publicName'), value: application.publicName },
          { name: named('field', 'sectors'), value: application.sectors.map(nameOf).join(', ') },
          ...filled.map(({ name, value }) => ({ name: named('field', fieldCalled(name)), value })),
          ...(application.submittedAt ? [{ name: w('submitted'), value: day(application.submittedAt) }] : []),
        ]}
      />
      {!application.form && <p class="quiet">{w('form_hidden')}</p>}
      {application.documents.length > 0 && <DocumentList documents={application.documents} />}
    </section>
  )
}

function DocumentList({ documents }: { documents: ApplicationSubject['documents'] }) {
  return (
    <>
      <h3>{w('documents')}</h3>
      <ul class="words">
        {documents.map(({ id, purpose, upload }) => (
          <li key={id}>
            {upload?.url ? <a href={upload.url}>{named('field', purpose)}</a> : named('field', purpose)}{' '}
            {upload && (
              <span class="quiet">
                {upload.mediaType.split('/')[1]?.toUpperCase()}, {number(Math.ceil(upload.size / 1024))} KB
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function NeedFacts({ need }: { need: NeedSubject }) {
  const { unit, item } = need
  const titleOf = useAttributeTitles(need.sector)
  const answers: (Answer | null | undefined | false)[] = [
    unit && { name: w('unit'), value: `${unit.name}${unit.kindName ? ` (${localized(unit.kindName)})` : ''}` },
    unit?.place && { name: w('place'), value: unit.place.name },
    unit?.households != null && { name: w('households'), value: number(unit.households) },
    item && { name: w('item'), value: localized(item.name) },
    { name: w('quantity'), value: `${number(need.needed)} ${item ? localized(item.unit) : ''}` },
    { name: w('period'), value: periodInWords(need.period) },
    Boolean(need.planLine) && { name: w('plan_line'), value: need.planLine },
    ...factsOf(need.facts, titleOf),
  ]
  return (
    <section>
      <h2>{w('asked_for')}</h2>
      <Summary answers={answers.filter((answer): answer is Answer => Boolean(answer))} />
    </section>
  )
}

/** The facts that the sector asks of a need. */
function factsOf(facts: unknown, titleOf: (name: string) => string): Answer[] {
  if (typeof facts !== 'object' || facts === null) return []
  return Object.entries(facts).map(([name, value]) => ({ name: titleOf(name), value: inWords(value) }))
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? w('yes') : w('no')
  return typeof value === 'number' ? number(value) : String(value)
}
