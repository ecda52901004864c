import type { OpenNeeds } from '../documents/needs.ts'
import { periodInWords } from '../format/period.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { localized } from '../i18n/localized.ts'
import type { NeedLine } from './need-list.tsx'
import { unitAndPlace } from './place-name.ts'

type Node = NonNullable<ResultOf<typeof OpenNeeds>['needs']>['nodes'][number]

/** A need of the API as a line of the list. */
export function asLine(need: Node): NeedLine {
  return {
    id: need.id,
    title: need.item ? localized(need.item.name) : need.period,
    place: [unitAndPlace(need.unit?.name, need.place?.name), periodInWords(need.period)].filter(Boolean).join(' · '),
    unit: need.item ? localized(need.item.unit) : '',
    needed: need.needed,
    taken: need.needed - need.remaining,
  }
}
