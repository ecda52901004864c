import { locale } from '../i18n/language.ts'

/** `1.234,5` in Indonesian, `1,234.5` in English. */
export function number(value: number, tag: string = locale): string {
  return new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(value)
}
