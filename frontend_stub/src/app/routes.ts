import type { ComponentType } from 'preact'

export interface RouteProps {
  /** The named parts of the address. */
  part: Record<string, string>
  params: URLSearchParams
}

export interface Route {
  path: string
  load: () => Promise<{ default: ComponentType<RouteProps> }>
}

/** Every address of the page, and the chunk that draws it; `server/web/page.py` names the same addresses. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('../pages/home.tsx') },
  { path: '/wilayah/:code', load: () => import('../pages/area.tsx') },
  { path: '/masuk', load: () => import('../pages/sign-in/index.tsx') },
  { path: '/masuk/lupa', load: () => import('../pages/forgot.tsx') },
  { path: '/daftar', load: () => import('../pages/register.tsx') },
]
