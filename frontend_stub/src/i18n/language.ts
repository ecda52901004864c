export type Language = 'id' | 'en'

/** The language of this visit: `?lang=en` is English, everything else Indonesian. Changing it loads the page anew. */
export const language: Language = languageOf(globalThis.location?.search ?? '')

export function languageOf(search: string): Language {
  return new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'id'
}

export const locale = language === 'en' ? 'en-GB' : 'id-ID'
