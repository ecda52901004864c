import { language } from '../language.ts'
import { filled, type Values } from '../text.ts'
import { id } from './id.ts'

export type WorkKey = keyof typeof id
export type WorkTexts = Record<WorkKey, string>

let texts: WorkTexts = id

/** Loads the second language of the pages behind the sign-in; they are drawn after it. */
export async function loadWorkTexts(): Promise<void> {
  if (language === 'en') texts = (await import('./en.ts')).en
}

/** Like `t`, for the texts of the pages behind the sign-in, which the public never loads. */
export function w<K extends WorkKey>(key: K, ...[values]: Values<(typeof id)[K]>): string {
  return filled(texts[key], values)
}

/** The words for a name that comes from data, such as a stage of a sector's own chain; the name itself where there are none. */
export function named(group: string, name: string): string {
  const words: Partial<Record<string, string>> = texts
  return words[`${group}_${name}`] ?? name.replaceAll('_', ' ')
}
