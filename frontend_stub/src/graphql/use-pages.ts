import type { TadaDocumentNode } from 'gql.tada'
import { useEffect, useState } from 'preact/hooks'
import { ask } from './client.ts'
import { useQuery, type Loaded } from './use-query.ts'

interface Page<Node> {
  nodes: Node[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

export interface Pages<Result, Node> extends Loaded<Result> {
  nodes: Node[] | undefined
  total: number
  /** Loads the next page; null at the end. */
  onMore: (() => void) | null
  loadingMore: boolean
}

/** A list that grows by pages. Other variables, or asking anew, begin with the first page again. */
export function usePages<Result, Variables extends { after?: string | null | undefined }, Node>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  read: (result: Result) => Page<Node> | null,
): Pages<Result, Node> {
  const first = useQuery(document, variables)
  const [later, setLater] = useState<Page<Node>[]>([])
  const [loadingMore, setLoadingMore] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => setLater([]), [first.data])

  const page = first.data === undefined ? null : read(first.data)
  const last = later.at(-1) ?? page
  const after = last?.pageInfo.hasNextPage ? last.pageInfo.endCursor : null
  const more = async () => {
    setLoadingMore(true)
    setError(null)
    try {
      const next = read(await ask(document, { ...variables, after }))
      if (next) setLater((known) => [...known, next])
    } catch (fault) {
      setError(fault)
    } finally {
      setLoadingMore(false)
    }
  }
  return {
    ...first,
    error: first.error ?? error,
    nodes: page?.nodes.concat(...later.map(({ nodes }) => nodes)),
    total: page?.totalCount ?? 0,
    onMore: after ? () => void more() : null,
    loadingMore,
  }
}
