import { Link } from '../app/location.tsx'
import { t } from '../i18n/text.ts'

/** There is no such thing, or it is not for this reader; the API does not tell which. */
export function Missing({ to, name }: { to: string; name: string }) {
  return (
    <>
      <h1>{t('missing')}</h1>
      <p class="lead">{t('missing_why')}</p>
      <Link to={to} class="button primary">
        {name}
      </Link>
    </>
  )
}
