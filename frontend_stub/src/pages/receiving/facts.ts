/** A typed text as the value of an attribute of `kind`; null for nothing. What is no such value, the server says. */
export function asFact(text: string, kind: string): string | number | boolean | null {
  const trimmed = text.trim()
  if (!trimmed) return null
  if (kind === 'BOOL') return trimmed === 'true'
  const value = Number(trimmed.replace(',', '.'))
  return kind === 'NUMBER' && !Number.isNaN(value) ? value : trimmed
}
