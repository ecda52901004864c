import { TaskClaim, TaskRelease } from '../../documents/queue.ts'
import { ask } from '../../graphql/client.ts'
import { w } from '../../i18n/work/text.ts'
import { Notice } from '../../ui/notice.tsx'
import { useAction } from '../../ui/use-submit.ts'
import type { Task } from './case.tsx'

/** Keeps a task for the viewer for a while, so that two do not work on it; or gives it back. */
export function Claim({ task, reload }: { task: Task; reload: () => void }) {
  const claiming = useAction(async () => {
    const input = { taskId: task.id, expectedVersion: task.version }
    return (await ask(TaskClaim, { input })).taskClaim.errors
  }, reload)
  const releasing = useAction(
    async () => (await ask(TaskRelease, { input: { taskId: task.id } })).taskRelease.errors,
    reload,
  )
  const { faults, busy, send } = task.isMine ? releasing : claiming
  return (
    <>
      {faults[''] && (
        <Notice kind="bad" title={faults['']}>
          <button type="button" onClick={reload}>
            {w('look_again')}
          </button>
        </Notice>
      )}
      <button type="button" aria-disabled={busy} onClick={send}>
        {task.isMine ? w('release') : w('claim')}
      </button>
    </>
  )
}
