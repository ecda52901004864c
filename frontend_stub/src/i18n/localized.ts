import { language } from './language.ts'

/** The words that belong to data come from the API in both languages. */
export function localized(text: { id: string; en: string }): string {
  return text[language]
}
