import type { ResultOf, VariablesOf } from '../../graphql/graphql.ts'
import type { ApplicationPage, CollaboratorDraft } from '../../documents/applications.ts'
import type { Purpose } from '../../uploads/send.ts'

export type Application = NonNullable<ResultOf<typeof ApplicationPage>['application']>
export type SectorOption = NonNullable<ResultOf<typeof ApplicationPage>['sectors']>['nodes'][number]
export type FormInput = VariablesOf<typeof CollaboratorDraft>['input']['form']
export type Kind = NonNullable<VariablesOf<typeof CollaboratorDraft>['input']['kind']>

export const KINDS: readonly Kind[] = ['INDIVIDUAL', 'COMPANY', 'FOUNDATION', 'COMMUNITY', 'INSTITUTION', 'AGGREGATOR']

/** A field of the form, as the inputs call it. */
export type TextName = Exclude<keyof FormInput, 'sectors' | 'documents'>
export type FieldName = TextName | 'sectors' | Purpose

/** How each text is typed; what is not here is plain text. */
export const INPUTS: Partial<Record<TextName, { type?: 'email' | 'tel' | 'date'; numeric?: true; autocomplete?: string }>> =
  {
    legalName: { autocomplete: 'name' },
    birthDate: { type: 'date', autocomplete: 'bday' },
    nik: { numeric: true },
    npwp: { numeric: true },
    nib: { numeric: true },
    phone: { type: 'tel', autocomplete: 'tel' },
    email: { type: 'email', autocomplete: 'email' },
    address: { autocomplete: 'street-address' },
    contactName: { autocomplete: 'name' },
    licenceExpiresOn: { type: 'date' },
  }

const BODY: readonly TextName[] = ['publicName', 'legalName', 'npwp', 'nib', 'contactName', 'phone', 'email', 'address']

/** What each kind of collaborator is asked; which of it is required, the server says (`missing`). */
const TEXTS: Record<Kind, readonly TextName[]> = {
  INDIVIDUAL: ['publicName', 'legalName', 'nik', 'birthDate', 'phone', 'email', 'address'],
  COMPANY: BODY,
  FOUNDATION: BODY,
  INSTITUTION: BODY,
  COMMUNITY: ['publicName', 'legalName', 'contactName', 'phone', 'email', 'address'],
  AGGREGATOR: [...BODY, 'licenceNumber', 'licenceExpiresOn'],
}

export function fieldsFor(kind: Kind): readonly FieldName[] {
  const documents: Purpose[] = kind === 'AGGREGATOR' ? ['STATEMENT', 'LICENCE'] : ['STATEMENT']
  return [...TEXTS[kind], 'sectors', ...documents]
}

/** The field that the server calls `legal_name`, `documents.STATEMENT`. */
export function fieldCalled(name: string): FieldName {
  const own = name.replace(/^documents\./, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return own as FieldName
}

const PURPOSES: readonly string[] = ['STATEMENT', 'LICENCE', 'IDENTITY', 'OTHER', 'PROOF']

export function isDocument(name: FieldName): name is Purpose {
  return PURPOSES.includes(name)
}

/** What is filled in: texts and uploads by field, sectors apart. */
export interface Filled {
  texts: Partial<Record<FieldName, string>>
  sectors: readonly string[]
}

export function filledIn(application: Application): Filled {
  const texts: Partial<Record<FieldName, string>> = { publicName: application.publicName }
  for (const { name, value } of application.form ?? []) texts[fieldCalled(name)] = value
  for (const { purpose, upload } of application.documents) if (upload) texts[purpose] = upload.id
  return { texts, sectors: application.sectors }
}

/** What is sent: only `names`; an empty text clears its field, and a document stays until another replaces it. */
export function toSend(names: readonly FieldName[], { texts, sectors }: Filled): FormInput {
  const form: FormInput = {}
  for (const name of names) {
    if (name === 'sectors') form.sectors = [...sectors]
    else if (isDocument(name)) form.documents = withDocument(form.documents, name, texts[name])
    else form[name] = texts[name]?.trim() || null
  }
  return form
}

function withDocument(documents: FormInput['documents'], purpose: Purpose, uploadId: string | undefined) {
  return uploadId ? [...(documents ?? []), { purpose, uploadId }] : (documents ?? [])
}
