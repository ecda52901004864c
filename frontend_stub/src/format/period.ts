import { locale } from '../i18n/language.ts'
import { day } from './time.ts'

/** When something is needed: `2026-12` is "Des 2026", `2026-11-25` "25 Nov 2026"; a year, week or season stays as it is. */
export function periodInWords(period: string, tag: string = locale): string {
  if (/^\d{4}-\d\d-\d\d$/.test(period)) return day(period, tag)
  if (!/^\d{4}-\d\d$/.test(period)) return period
  const format = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${period}-01`))
}
