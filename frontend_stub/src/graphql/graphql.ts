import type { initGraphQLTada } from 'gql.tada'
import type { introspection } from '../graphql-env.d.ts'

type Documents = initGraphQLTada<{
  introspection: introspection
  disableMasking: true
  scalars: { DateTime: string; Date: string; Rupiah: string; ID: string }
}>

function source(text: string, fragments: readonly string[] = []): string {
  return [text, ...fragments].join('\n')
}

/** A typed document that is, at run time, nothing but its own text: the browser needs no GraphQL parser. */
export const graphql = source as unknown as Documents

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
