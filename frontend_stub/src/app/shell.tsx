import type { ComponentChildren } from 'preact'
import { language } from '../i18n/language.ts'
import { t } from '../i18n/text.ts'
import { go, here, Link } from './location.tsx'
import { signOut, useViewer, type Viewer } from './viewer.ts'

interface Props {
  path: string
  children: ComponentChildren
}

/** Header, content and footer, the same on every page. */
export function Shell({ path, children }: Props) {
  return (
    <>
      <a class="skip" href="#isi">
        {t('skip')}
      </a>
      <header class="top">
        <Link class="brand" to="/">
          <Mark />
          <span>KSBB</span>
        </Link>
        <nav aria-label={t('main_menu')}>
          <Link to="/" current={isPublic(path) ? 'page' : undefined}>
            {t('needs_menu')}
          </Link>
          <Session path={path} />
        </nav>
        <LanguageSwitch />
      </header>
      <main id="isi" tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <p>
          <strong>{t('tagline')}</strong>
        </p>
        <p>{t('footer_about')}</p>
        <p>{t('footer_privacy')}</p>
      </footer>
    </>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b5d57" />
      <path d="M7 8h6v6H7zm12 10h6v6h-6z" fill="#fff" />
      <path d="M16 8h9v6h-9zM7 18h9v6H7z" fill="#7fd1c2" />
    </svg>
  )
}

/** Signing in, or who is signed in and the way out. */
function Session({ path }: { path: string }) {
  const viewer = useViewer()
  if (!viewer) {
    return (
      <Link to="/masuk" current={path === '/masuk' ? 'page' : undefined}>
        {t('sign_in')}
      </Link>
    )
  }
  return (
    <>
      {placesFor(viewer).map(({ to, name }) => (
        <Link key={to} to={to} current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}>
          {name}
        </Link>
      ))}
      <button type="button" title={t('signed_in_as', { name: viewer.account.name })} onClick={() => void leave()}>
        {t('sign_out')}
      </button>
    </>
  )
}

/** Only what this viewer can do something with. */
function placesFor({ permissions }: Viewer): { to: string; name: string }[] {
  const may = (permission: string) => permissions.includes(permission)
  return [
    may('task:read') && { to: '/antrean', name: t('queue') },
    may('pledge:place') && { to: '/komitmen', name: t('pledges') },
    may('delivery:confirm') && { to: '/penerimaan', name: t('receiving') },
    // Whoever decides on applications could make one, but did not come for that.
    may('application:write') && !may('task:read') && { to: '/permohonan', name: t('applications') },
    { to: '/akun', name: t('account') },
  ].filter((place) => place !== false)
}

/** A failure leaves the button where it is: the session has not ended. */
async function leave(): Promise<void> {
  await signOut()
  go('/')
}

function isPublic(path: string): boolean {
  return path === '/' || path.startsWith('/wilayah/') || path.startsWith('/kebutuhan/')
}

/** Another language is another document: the link loads the page anew. */
function LanguageSwitch() {
  const other = language === 'id' ? 'en' : 'id'
  return (
    <a class="language" lang={other} hreflang={other} href={here({ lang: other === 'en' ? 'en' : null })}>
      {t('other_language')}
    </a>
  )
}
