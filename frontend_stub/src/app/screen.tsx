import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Unanswered } from '../graphql/client.ts'
import { NotFound } from '../pages/not-found.tsx'
import { Failure } from '../ui/failure.tsx'
import { SkeletonPage } from '../ui/skeleton.tsx'
import { match } from './address.ts'
import { Boundary } from './boundary.tsx'
import type { Place } from './location.tsx'
import { routes, type Route, type RouteProps } from './routes.ts'

/** What stands in `main`: the route's page, loaded when first needed. */
export function Screen({ path, params }: Place) {
  useFocusOnArrival(path)
  for (const route of routes) {
    const part = match(route.path, path)
    if (part) return <Loaded key={path} route={route} part={part} params={params} />
  }
  return <NotFound />
}

function Loaded({ route, part, params }: RouteProps & { route: Route }) {
  const [Page, setPage] = useState<ComponentType<RouteProps> | null>(null)
  const [error, setError] = useState<unknown>(null)
  const load = () => {
    setError(null)
    route.load().then(
      (module) => setPage(() => module.default),
      // Online, a missing chunk means that a newer page was installed since this one was loaded.
      () => setError(new Unanswered(navigator.onLine ? 'request' : 'offline')),
    )
  }
  useEffect(load, [route])
  if (error) return <Failure error={error} onRetry={load} />
  if (!Page) return <SkeletonPage />
  return (
    <Boundary>
      <Page part={part} params={params} />
    </Boundary>
  )
}

/** After a move to another page the reader starts at its content; not at the first load, where the browser decides. */
function useFocusOnArrival(path: string): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    scrollTo(0, 0)
    document.getElementById('isi')?.focus({ preventScroll: true })
  }, [path])
}
