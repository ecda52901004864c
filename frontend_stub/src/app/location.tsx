import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { language } from '../i18n/language.ts'
import { withParams } from './address.ts'

export interface Place {
  path: string
  params: URLSearchParams
}

const MOVED = 'ksbb:moved'

/** Goes to an address of the page. `replace` is for what Back should not return to, such as another view of the same. */
export function go(address: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', inLanguage(address))
  dispatchEvent(new Event(MOVED))
}

/** The address with this visit's language kept. */
export function inLanguage(address: string): string {
  return withParams(address, { lang: language === 'en' ? 'en' : null })
}

/** The address shown now with parameters changed. */
export function here(changes: Record<string, string | null>): string {
  return withParams(location.pathname + location.search, changes)
}

export function usePlace(): Place {
  const [place, setPlace] = useState(read)
  useEffect(() => {
    const update = () => setPlace(read())
    addEventListener(MOVED, update)
    addEventListener('popstate', update)
    return () => {
      removeEventListener(MOVED, update)
      removeEventListener('popstate', update)
    }
  }, [])
  return place
}

function read(): Place {
  return { path: location.pathname, params: new URLSearchParams(location.search) }
}

interface LinkProps {
  to: string
  children: ComponentChildren
  class?: string
  current?: 'page' | 'true' | undefined
  replace?: boolean
  label?: string
}

/** A link within the page: a true address for new tabs and copying, without a reload for a plain click. */
export function Link({ to, children, class: name, current, replace = false, label }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    go(to, { replace })
  }
  return (
    <a href={inLanguage(to)} class={name} aria-current={current} aria-label={label} onClick={follow}>
      {children}
    </a>
  )
}

export function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}
