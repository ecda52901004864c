import type { ComponentType } from 'preact'

export interface RouteProps {
  /** The named parts of the address. */
  part: Record<string, string>
  params: URLSearchParams
}

type Page = Promise<{ default: ComponentType<RouteProps> }>

export interface Route {
  path: string
  load: () => Page
}

/** Every address of the page, and the chunk that draws it; `server/web/page.py` names the same addresses. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('../pages/home.tsx') },
  { path: '/wilayah/:code', load: () => import('../pages/area.tsx') },
  { path: '/kebutuhan/:id', load: () => import('../pages/need/index.tsx') },
  { path: '/kebutuhan/:id/bantu', load: () => worded(import('../pages/need/pledge.tsx')) },
  { path: '/masuk', load: () => import('../pages/sign-in/index.tsx') },
  { path: '/masuk/lupa', load: () => import('../pages/forgot.tsx') },
  { path: '/daftar', load: () => import('../pages/register.tsx') },
  { path: '/akun', load: () => worded(import('../pages/account/index.tsx')) },
  { path: '/permohonan', load: () => worded(import('../pages/applications/index.tsx')) },
  { path: '/permohonan/:id', load: () => worded(import('../pages/applications/application.tsx')) },
  { path: '/antrean', load: () => worded(import('../pages/queue/index.tsx')) },
  { path: '/antrean/:id', load: () => worded(import('../pages/queue/case.tsx')) },
  { path: '/komitmen', load: () => worded(import('../pages/pledges/index.tsx')) },
  { path: '/komitmen/:id', load: () => worded(import('../pages/pledges/pledge.tsx')) },
  { path: '/penerimaan', load: () => worded(import('../pages/receiving/index.tsx')) },
]

/** A page behind the sign-in comes with the texts that only those pages need. */
async function worded(page: Page): Page {
  const [found, texts] = await Promise.all([page, import('../i18n/work/text.ts')])
  await texts.loadWorkTexts()
  return found
}
