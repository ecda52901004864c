import type { ComponentChildren } from 'preact'
import { t } from '../i18n/text.ts'

export interface Answer {
  name: string
  value: ComponentChildren
  /** Takes the reader back to where this is entered. */
  onChange?: () => void
}

/** What was entered, to be checked before it is sent; or the facts of a case. */
export function Summary({ answers }: { answers: readonly Answer[] }) {
  return (
    <dl class="summary">
      {answers.map(({ name, value, onChange }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {onChange && (
              <button type="button" class="plain-button" aria-label={t('change_named', { name })} onClick={onChange}>
                {t('change')}
              </button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
