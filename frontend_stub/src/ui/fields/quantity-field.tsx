import { useState } from 'preact/hooks'
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
  // What is being typed belongs to the field until it is left: drawing the page anew must not take it away.
  const [typing, setTyping] = useState<string | null>(null)
  const within = (wanted: number) => onValue(Math.min(Math.max(1, wanted), most))
  const typed = (text: string) => {
    setTyping(null)
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
            value={typing ?? number(value)}
            onInput={(event) => setTyping(event.currentTarget.value)}
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
