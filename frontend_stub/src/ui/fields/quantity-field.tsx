import { number } from '../../format/number.ts'
import { t } from '../../i18n/text.ts'
import { Labelled, type FieldFrame } from './labelled.tsx'

interface Props extends FieldFrame {
  unit: string
  most: number
  value: number
  onValue: (value: number) => void
}

/** A whole number of things, typed or stepped; never below one nor above what remains. */
export function QuantityField({ unit, most, value, onValue, ...frame }: Props) {
  const within = (wanted: number) => onValue(Math.min(Math.max(1, wanted), most))
  const typed = (text: string) => {
    const digits = text.replace(/\D/g, '')
    if (digits) within(Number(digits))
  }
  return (
    <Labelled {...frame}>
      {(input) => (
        <div class="quantity">
          <button type="button" aria-label={t('decrease')} aria-disabled={value <= 1} onClick={() => within(value - 1)}>
            −
          </button>
          <input
            {...input}
            type="text"
            inputMode="numeric"
            value={number(value)}
            onChange={(event) => typed(event.currentTarget.value)}
          />
          <button type="button" aria-label={t('increase')} aria-disabled={value >= most} onClick={() => within(value + 1)}>
            +
          </button>
          <span>{unit}</span>
        </div>
      )}
    </Labelled>
  )
}
