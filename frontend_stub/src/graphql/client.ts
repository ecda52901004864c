import type { TadaDocumentNode } from 'gql.tada'
import { language } from '../i18n/language.ts'

export type Kind = 'offline' | 'server' | 'request' | 'signed_out' | 'busy'

/** A request without an answer. Refusals of the product are no such thing: they come typed, in the payload's `errors`. */
export class Unanswered extends Error {
  readonly kind: Kind
  /** The id under which the server logged its fault. */
  readonly report: string | undefined

  constructor(kind: Kind, report?: string) {
    super(kind)
    this.kind = kind
    this.report = report
  }
}

interface Answer<Result> {
  data?: Result | null
  errors?: { extensions?: { code?: string; correlationId?: string } }[]
}

/** Sends one document and gives its data; throws `Unanswered`, or an `AbortError` when `signal` gave up first. */
export async function ask<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await send(JSON.stringify({ query: String(document), variables }), signal)
  const answer = (await response.json().catch(() => ({}))) as Answer<Result>
  const error = answer.errors?.[0]?.extensions
  if (error || !answer.data) throw new Unanswered(kindOf(error?.code, response.status), error?.correlationId)
  return answer.data
}

async function send(body: string, signal?: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'application/json',
    'accept-language': language,
    'content-type': 'application/json',
    // Proves to the server that the page, not another site, asks.
    'x-ksbb': '1',
  }
  try {
    return await fetch('/graphql', { method: 'POST', headers, body, signal: signal ?? null })
  } catch (fault) {
    if (signal?.aborted) throw fault
    throw new Unanswered('offline')
  }
}

function kindOf(code: string | undefined, status: number): Kind {
  if (code === 'UNAUTHENTICATED') return 'signed_out'
  if (code === 'RATE_LIMITED' || status === 429) return 'busy'
  if (!code || code === 'INTERNAL_SERVER_ERROR') return 'server'
  return 'request'
}
