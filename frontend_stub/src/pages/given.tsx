import { GivenHere } from '../documents/needs.ts'
import { number } from '../format/number.ts'
import { day } from '../format/time.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { usePages } from '../graphql/use-pages.ts'
import { localized } from '../i18n/localized.ts'
import { t } from '../i18n/text.ts'
import { Failure } from '../ui/failure.tsx'
import { More } from '../ui/more.tsx'
import { Table, type Column } from '../ui/table.tsx'

type Line = NonNullable<ResultOf<typeof GivenHere>['deliveries']>['nodes'][number]

/** Who gave what in an area, the newest first. */
export function Given({ area }: { area: string }) {
  const { nodes, total, error, at, reload, onMore, loadingMore } = usePages(
    GivenHere,
    { area, first: 10 },
    ({ deliveries }) => deliveries,
  )
  if (Boolean(error)) return <Failure error={error} onRetry={reload} shownAt={at} />
  if (!nodes?.length) return null
  return (
    <section>
      <h2>{t('given')}</h2>
      <Table caption={t('given')} columns={columns()} rows={nodes} rowKey={({ id }) => id} />
      <More shown={nodes.length} total={total} onMore={onMore} busy={loadingMore} />
    </section>
  )
}

function columns(): Column<Line>[] {
  return [
    { title: t('giver'), cell: ({ collaborator }) => collaborator?.publicName ?? '' },
    { title: t('what'), cell: ({ need, quantity }) => what(need, quantity) },
    { title: t('to_whom'), cell: ({ need }) => need?.unit?.name ?? '' },
    { title: t('when'), cell: ({ deliveredAt }) => day(deliveredAt) },
    { title: t('status'), cell: ({ state }) => t(`delivery_${state}`) },
  ]
}

function what(need: Line['need'], quantity: number): string {
  if (!need?.item) return number(quantity)
  return `${localized(need.item.name)}, ${number(quantity)} ${localized(need.item.unit)}`
}
