import { Link } from '../app/location.tsx'
import { useTitle } from '../app/title.ts'
import { t } from '../i18n/text.ts'

export function NotFound() {
  useTitle(t('not_found'))
  return (
    <>
      <h1>{t('not_found')}</h1>
      <p class="lead">{t('not_found_why')}</p>
      <Link to="/" class="button primary">
        {t('to_home')}
      </Link>
    </>
  )
}
