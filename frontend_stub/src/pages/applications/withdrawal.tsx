import { useState } from 'preact/hooks'
import { CollaboratorWithdraw } from '../../documents/applications.ts'
import { ask } from '../../graphql/client.ts'
import { w } from '../../i18n/work/text.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAction } from '../../ui/use-submit.ts'
import type { Application } from './fields.ts'

/** Takes an application back; it cannot be taken up again, so it is asked once more. */
export function Withdrawal({ application, reload }: { application: Application; reload: () => void }) {
  const [asking, setAsking] = useState(false)
  const { faults, busy, send } = useAction(async () => {
    const input = { applicationId: application.id, expectedVersion: application.version }
    return (await ask(CollaboratorWithdraw, { input })).collaboratorWithdraw.errors
  }, reload)
  const confirm = () => {
    setAsking(false)
    send()
  }
  return (
    <div class="aside">
      {faults[''] && <Notice kind="bad">{faults['']}</Notice>}
      <button type="button" class="plain-button" aria-disabled={busy} onClick={() => setAsking(true)}>
        {w('withdraw')}
      </button>
      {asking && (
        <ConfirmDialog
          title={w('withdraw_title')}
          action={w('withdraw')}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <p>{w('withdraw_why')}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
