import { Pledges } from '../../documents/pledges.ts'
import { usePages } from '../../graphql/use-pages.ts'
import { w } from '../../i18n/work/text.ts'
import { More } from '../../ui/more.tsx'
import { PledgeLine } from '../pledges/line.tsx'

/** What was promised to a unit and has not come yet. */
export function Promised({ unitId }: { unitId: string }) {
  const { nodes, total, onMore, loadingMore } = usePages(
    Pledges,
    { filter: { state: 'ACCEPTED' }, first: 20 },
    ({ pledges }) => pledges,
  )
  const here = nodes?.filter(({ need }) => need?.unit?.id === unitId) ?? []
  if (!here.length) return null
  return (
    <section>
      <h2>{w('promised')}</h2>
      <ul class="rows">
        {here.map((pledge) => (
          <li key={pledge.id}>
            <PledgeLine pledge={pledge} />
          </li>
        ))}
      </ul>
      {onMore && <More shown={nodes?.length ?? 0} total={total} onMore={onMore} busy={loadingMore} />}
    </section>
  )
}
