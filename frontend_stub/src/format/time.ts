import { city } from '../city.ts'
import { locale } from '../i18n/language.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `09.23 WIB`, in the city's zone whatever the zone of the device. */
export function clock(instant: string, tag: string = locale): string {
  const { timeZone } = city
  const format = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  return `${format.format(new Date(instant))} ${city.zoneName}`
}

/** `25 Nov 2026, 09.23 WIB`. */
export function moment(instant: string, tag: string = locale): string {
  return `${day(instant, tag)}, ${clock(instant, tag)}`
}

/** `25 Nov 2026`; a plain date such as `2026-11-25` is that day in every zone. */
export function day(date: string, tag: string = locale): string {
  const timeZone = date.length === 10 ? 'UTC' : city.timeZone
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone }).format(new Date(date))
}

/** `3 jam yang lalu`, `besok`: shown with the absolute time beside it or in its title. */
export function relative(instant: string, now: number = Date.now(), tag: string = locale): string {
  const seconds = (new Date(instant).getTime() - now) / 1000
  const size = Math.abs(seconds)
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE), 'minute')
  if (size < DAY) return format.format(Math.round(seconds / HOUR), 'hour')
  return format.format(Math.round(seconds / DAY), 'day')
}
