import { Link } from '../app/location.tsx'
import { t } from '../i18n/text.ts'
import { stepUpAddress } from './gate.tsx'
import { Notice } from './notice.tsx'

/** Asks for the second factor before what needs it; whoever has none yet is led to where one is made. */
export function StepUp({ isEnrolled }: { isEnrolled: boolean }) {
  return (
    <Notice kind="warn" title={t('step_up_title')}>
      <p>{isEnrolled ? t('step_up_show') : t('step_up_enrol')}</p>
      {isEnrolled ? (
        <Link class="button" to={stepUpAddress()}>
          {t('step_up_do')}
        </Link>
      ) : (
        <Link class="button" to="/akun">
          {t('enrol_do')}
        </Link>
      )}
    </Notice>
  )
}
