import { id } from './id.ts'
import { language } from './language.ts'

export type Key = keyof typeof id
export type Texts = Record<Key, string>

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Values<K extends Key> = Names<(typeof id)[K]> extends never ? [] : [Record<Names<(typeof id)[K]>, string | number>]

let texts: Texts = id

/** Loads the second language when it is the one asked for; Indonesian is always there. */
export async function loadTexts(): Promise<void> {
  if (language === 'en') texts = (await import('./en.ts')).en
}

/** The text of `key` with its `{names}` filled in; a missing or superfluous value does not compile. */
export function t<K extends Key>(key: K, ...[values]: Values<K>): string {
  const filled: Record<string, string | number> = values ?? {}
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name]))
}

/** English counts one apart; Indonesian does not. */
export function counted<One extends Key, Other extends Key>(count: number, one: One, other: Other): One | Other {
  return count === 1 ? one : other
}
