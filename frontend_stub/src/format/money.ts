import { language, locale, type Language } from '../i18n/language.ts'

/** Whole rupiah: the API's `Rupiah` is text, since sums pass 32 bits; up to 10^15 it is exact as a number. */
export type Rupiah = string | number

const SCALES = [
  { from: 1e12, id: ' T', en: 'tn' },
  { from: 1e9, id: ' M', en: 'bn' },
  { from: 1e6, id: ' jt', en: 'm' },
  { from: 1e3, id: ' rb', en: 'k' },
] as const

/** `Rp1.250.000`: no space and no decimals, which `Intl`'s own currency style gets wrong for Indonesian. */
export function rupiah(value: Rupiah, tag: string = locale): string {
  const whole = Number(value)
  return `${whole < 0 ? '-' : ''}Rp${new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }).format(Math.abs(whole))}`
}

/** `Rp60,3 M` (English `Rp60.3bn`): for tiles and headlines only, with the whole value near by. */
export function rupiahShort(value: Rupiah, spoken: Language = language, tag: string = locale): string {
  const whole = Number(value)
  const size = Math.abs(whole)
  // A value that rounds up to the next scale is shown in it: 999.960 is 1 jt, not 1.000 rb.
  const scale = SCALES.find(({ from }) => Math.round((size / from) * 10) >= 10)
  if (!scale || size < 1000) return rupiah(whole, tag)
  const digits = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(size / scale.from)
  return `${whole < 0 ? '-' : ''}Rp${digits}${scale[spoken].replace(' ', '\u00a0')}`
}
