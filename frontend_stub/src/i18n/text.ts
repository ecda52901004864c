import { id } from './id.ts'
import { language } from './language.ts'

export type Key = keyof typeof id
export type Texts = Record<Key, string>

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
/** What has to be given to fill in `Text`: nothing, or a value for each of its `{names}`. */
export type Values<Text> = Names<Text> extends never ? [] : [Record<Names<Text>, string | number>]

let texts: Texts = id

/** Loads the second language when it is the one asked for; Indonesian is always there. */
export async function loadTexts(): Promise<void> {
  if (language === 'en') texts = (await import('./en.ts')).en
}

/** The text of `key` with its `{names}` filled in; a missing or superfluous value does not compile. */
export function t<K extends Key>(key: K, ...[values]: Values<(typeof id)[K]>): string {
  return filled(texts[key], values)
}

export function filled(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

/** English counts one apart; Indonesian does not. */
export function counted<One extends Key, Other extends Key>(count: number, one: One, other: Other): One | Other {
  return count === 1 ? one : other
}
