import { useEffect } from 'preact/hooks'
import { t } from '../i18n/text.ts'

/** Names the page in the tab and to a screen reader that announces the move. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = t('title', { page })
  }, [page])
}
