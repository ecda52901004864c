import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n/text.ts'

interface Props {
  title: string
  /** What the button does, in its own words: "Tolak permohonan". */
  action: string
  onConfirm: () => void
  onClose: () => void
  children?: ComponentChildren
}

/** Asks once more before what cannot be undone. The browser's own dialog keeps the focus and closes by Escape. */
export function ConfirmDialog({ title, action, onConfirm, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      <div class="actions">
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </button>
        <button type="button" class="danger" onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  )
}
