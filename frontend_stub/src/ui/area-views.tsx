import { here, Link } from '../app/location.tsx'
import { rupiah, rupiahShort } from '../format/money.ts'
import { number } from '../format/number.ts'
import { counted, t } from '../i18n/text.ts'
import { Chips } from './chips.tsx'
import { Table, type Column } from './table.tsx'
import { TileMap, type Measured } from './tile-map.tsx'

export interface AreaLine {
  code: string
  name: string
  postalCode?: string | null
  gridCol: number | null
  gridRow: number | null
}

/** What an area is short of, by value in rupiah; areas that need nothing have no line. */
export interface AreaGap {
  area: { code: string }
  openNeedCount: number
  needed: { value: string }
  delivered: { value: string }
}

interface Props {
  title: string
  areas: readonly AreaLine[]
  /** None leaves the map plain. */
  gaps?: readonly AreaGap[] | undefined
  /** `?tampil=tabel` shows the table; the map is the default where every area has a place on it. */
  params: URLSearchParams
}

interface Line extends AreaLine {
  needs: number
  gap: number
}

/** Areas as a map and, with the same content, as a table; which of the two stands in the address. */
export function AreaViews({ title, areas, gaps, params }: Props) {
  const lines = areas.map((area) => measured(area, gaps ?? []))
  const drawable = areas.length > 0 && areas.every(({ gridCol, gridRow }) => gridCol !== null && gridRow !== null)
  const asTable = !drawable || params.get('tampil') === 'tabel'
  return (
    <>
      <div class="heading-row">
        <h2>{title}</h2>
        {drawable && (
          <Chips
            label={t('view')}
            replace
            chips={[
              { label: t('map'), to: here({ tampil: null }), on: !asTable },
              { label: t('table'), to: here({ tampil: 'tabel' }), on: asTable },
            ]}
          />
        )}
      </div>
      {asTable ? (
        <AreaTable title={title} lines={lines} measured={Boolean(gaps)} />
      ) : (
        <TileMap
          label={t('map_of', { name: title })}
          tiles={lines.map((line) => asTile(line, Boolean(gaps)))}
          {...(gaps && { legend: { title: t('legend'), show: (value: number) => rupiahShort(value) } })}
        />
      )}
    </>
  )
}

/** The gap is what has not been handed over yet; a promise fills no plate, and may be taken back. */
function measured(area: AreaLine, gaps: readonly AreaGap[]): Line {
  const found = gaps.find((one) => one.area.code === area.code)
  if (!found) return { ...area, needs: 0, gap: 0 }
  const gap = Math.max(0, Number(found.needed.value) - Number(found.delivered.value))
  return { ...area, needs: found.openNeedCount, gap }
}

function AreaTable({ title, lines, measured }: { title: string; lines: readonly Line[]; measured: boolean }) {
  const columns: Column<Line>[] = [
    { title: t('name'), cell: ({ code, name }) => <Link to={addressOf(code)}>{name}</Link> },
  ]
  if (measured) {
    columns.push(
      { title: t('open_needs'), cell: ({ needs }) => number(needs), numeric: true },
      { title: t('shortfall'), cell: ({ gap }) => rupiah(gap), numeric: true },
    )
  }
  columns.push({ title: t('code'), cell: ({ code }) => code })
  if (lines.some(({ postalCode }) => postalCode)) {
    columns.push({ title: t('postal_code'), cell: ({ postalCode }) => postalCode ?? '' })
  }
  return <Table caption={t('table_of', { name: title })} columns={columns} rows={lines} rowKey={({ code }) => code} />
}

function asTile({ code, name, gridCol, gridRow, needs, gap }: Line, measured: boolean): Measured {
  const tile = { code, name, col: gridCol ?? 0, row: gridRow ?? 0, to: addressOf(code) }
  if (!measured) return { ...tile, says: name }
  const says = t(counted(needs, 'tile_one', 'tile'), { name, count: number(needs), gap: rupiah(gap) })
  return { ...tile, says, measure: gap, ...(needs > 0 && { print: number(needs) }) }
}

function addressOf(code: string): string {
  return `/wilayah/${encodeURIComponent(code)}`
}
