import { number } from '../../format/number.ts'
import { t } from '../../i18n/text.ts'
import type { Purpose } from '../../uploads/send.ts'
import { useUpload, type Progress } from '../../uploads/use-upload.ts'
import { Labelled, type FieldFrame } from './labelled.tsx'

interface Props extends FieldFrame {
  purpose: Purpose
  /** The id of the upload that is attached already; empty when there is none. */
  value: string
  onValue: (id: string) => void
}

/** A file: chosen, sent with its progress shown, checked by the server, then attached. */
export function UploadField({ purpose, value, onValue, ...frame }: Props) {
  const { progress, send } = useUpload(purpose, onValue)
  const choose = (files: FileList | null) => {
    if (files?.[0]) send(files[0])
  }
  return (
    <Labelled {...frame} hint={frame.hint ?? t('file_hint')}>
      {(input) => (
        <>
          <input
            {...input}
            type="file"
            accept="application/pdf,image/jpeg,image/png,image/webp"
            onChange={(event) => choose(event.currentTarget.files)}
          />
          {progress.step === 'sending' && <progress max={1} value={progress.part} aria-label={frame.label} />}
          <p class={progress.step === 'refused' ? 'fault' : 'quiet'} role="status">
            {says(progress, Boolean(value))}
          </p>
        </>
      )}
    </Labelled>
  )
}

function says(progress: Progress, attached: boolean): string {
  switch (progress.step) {
    case 'sending':
      return t('file_sending', { percent: number(Math.round(progress.part * 100)) })
    case 'checking':
      return t('file_checking')
    case 'refused':
      return progress.why
    default:
      return attached ? t('file_attached') : ''
  }
}
