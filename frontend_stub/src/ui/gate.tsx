import type { ComponentChildren } from 'preact'
import { Link } from '../app/location.tsx'
import { useViewer, type Viewer } from '../app/viewer.ts'
import { t } from '../i18n/text.ts'
import { SkeletonPage } from './skeleton.tsx'

interface Props {
  title: string
  /** The permission without which the page has nothing to show; none: whoever is signed in. */
  needs?: string
  children: (viewer: Viewer) => ComponentChildren
}

/** A page for some only: asks others to sign in, and brings them back; says so to those who may not. */
export function Gate({ title, needs, children }: Props) {
  const viewer = useViewer()
  if (viewer === undefined) return <SkeletonPage />
  if (viewer === null) {
    return (
      <>
        <h1>{title}</h1>
        <p class="lead">{t('gate_sign_in')}</p>
        <Link class="button primary" to={signInAddress()}>
          {t('sign_in')}
        </Link>
      </>
    )
  }
  if (needs && !viewer.permissions.includes(needs)) {
    return (
      <>
        <h1>{title}</h1>
        <p class="lead">{t('gate_forbidden')}</p>
        <Link class="button" to="/">
          {t('to_home')}
        </Link>
      </>
    )
  }
  return <>{children(viewer)}</>
}

/** Where to sign in, and then come back to what is shown now. */
export function signInAddress(): string {
  return `/masuk?ke=${encodeURIComponent(location.pathname + location.search)}`
}

/** Where to show the second factor, and then come back. */
export function stepUpAddress(): string {
  return `${signInAddress()}&langkah=kode`
}
