import { Unanswered } from '../graphql/client.ts'
import { language } from '../i18n/language.ts'

export type Purpose = 'STATEMENT' | 'LICENCE' | 'PROOF' | 'IDENTITY' | 'OTHER'

/** What the server refused to take, in its words. */
export class Unaccepted extends Error {}

interface Answer {
  upload?: { id: string }
  errors?: { message: string }[]
}

/** Sends a file and gives the id of its upload, which still has to be checked. `onProgress` is told 0 to 1. */
export function sendFile(file: File, purpose: Purpose, key: string, onProgress: (part: number) => void): Promise<string> {
  const form = new FormData()
  form.append('purpose', purpose)
  form.append('file', file)
  // `fetch` tells nothing about how far a body has been sent.
  const request = new XMLHttpRequest()
  request.open('POST', '/uploads')
  request.setRequestHeader('accept-language', language)
  request.setRequestHeader('x-ksbb', '1')
  request.setRequestHeader('idempotency-key', key)
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new Unanswered('offline'))
    request.onload = () => {
      const { upload, errors } = readAnswer(request.responseText)
      if (upload) resolve(upload.id)
      else reject(errors?.[0] ? new Unaccepted(errors[0].message) : new Unanswered('server'))
    }
    request.send(form)
  })
}

function readAnswer(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return {}
  }
}
