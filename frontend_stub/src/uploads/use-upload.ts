import { useEffect, useState } from 'preact/hooks'
import { UploadState } from '../documents/uploads.ts'
import { ask, Unanswered } from '../graphql/client.ts'
import { t } from '../i18n/text.ts'
import { freshKey } from '../ui/fresh-key.ts'
import { sendFile, Unaccepted, type Purpose } from './send.ts'

export type Progress =
  | { step: 'none' }
  | { step: 'sending'; part: number }
  | { step: 'checking'; id: string }
  | { step: 'clean'; id: string }
  | { step: 'refused'; why: string }

const BETWEEN_QUESTIONS_MS = 1000

interface Upload {
  progress: Progress
  send: (file: File) => void
}

/** One file on its way: sent, then checked by the server. `onClean` is told its id once it may be used. */
export function useUpload(purpose: Purpose, onClean: (id: string) => void): Upload {
  const [progress, setProgress] = useState<Progress>({ step: 'none' })
  const waiting = progress.step === 'checking' ? progress.id : null

  useEffect(() => {
    if (waiting === null) return
    const giving = new AbortController()
    const look = async () => {
      const state = await stateOf(waiting, giving.signal)
      if (state === 'QUARANTINED') return
      clearInterval(timer)
      if (state === 'CLEAN') onClean(waiting)
      setProgress(state === 'CLEAN' ? { step: 'clean', id: waiting } : { step: 'refused', why: t('file_unsafe') })
    }
    const timer = setInterval(() => void look().catch(() => undefined), BETWEEN_QUESTIONS_MS)
    return () => {
      clearInterval(timer)
      giving.abort()
    }
  }, [waiting])

  const send = (file: File) => {
    setProgress({ step: 'sending', part: 0 })
    sendFile(file, purpose, freshKey(), (part) => setProgress({ step: 'sending', part })).then(
      (id) => setProgress({ step: 'checking', id }),
      (fault: unknown) => setProgress({ step: 'refused', why: wordsFor(fault) }),
    )
  }
  return { progress, send }
}

async function stateOf(id: string, signal: AbortSignal): Promise<string> {
  const { node } = await ask(UploadState, { id }, signal)
  return node?.__typename === 'Upload' ? node.state : 'REJECTED'
}

function wordsFor(fault: unknown): string {
  if (fault instanceof Unaccepted) return fault.message
  return t(`failed_${fault instanceof Unanswered ? fault.kind : 'server'}`)
}
