import { t } from '../i18n/text.ts'

/** Where the reader is on a way of several pages. */
export function Steps({ names, at }: { names: readonly string[]; at: number }) {
  return (
    <div class="steps">
      <p class="quiet">{t('step_of', { step: at + 1, steps: names.length })}</p>
      <ol>
        {names.map((name, n) => (
          <li key={name} class={n < at ? 'done' : undefined} aria-current={n === at ? 'step' : undefined}>
            {name}
            <span class="hidden"> ({t(n < at ? 'step_done' : n === at ? 'step_now' : 'step_todo')})</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
