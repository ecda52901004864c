import type { OpenNeeds } from '../documents/needs.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { localized } from '../i18n/localized.ts'
import type { NeedLine } from './need-list.tsx'

type Node = NonNullable<ResultOf<typeof OpenNeeds>['needs']>['nodes'][number]

/** A need of the API as a line of the list. */
export function asLine(need: Node): NeedLine {
  return {
    id: need.id,
    title: need.item ? localized(need.item.name) : need.period,
    place: [need.unit?.name, need.place?.name, need.period].filter(Boolean).join(' · '),
    unit: need.item ? localized(need.item.unit) : '',
    needed: need.needed,
    taken: need.needed - need.remaining,
  }
}
