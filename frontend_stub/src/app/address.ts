/** Addresses of the page: what is shown lies in the address, so that Back, sharing and reloading work. */

/** The same address with parameters set, or removed where the value is null or empty. */
export function withParams(address: string, changes: Record<string, string | null>): string {
  const [path = '/', search = ''] = address.split('?')
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  const rest = params.toString()
  return rest ? `${path}?${rest}` : path
}

/** What the pattern's `:names` are in `path`; null when the path does not fit. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const found: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value) found[part.slice(1)] = decoded(value)
    else if (part !== value) return null
  }
  return found
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
