import { here, Link } from '../app/location.tsx'
import { t } from '../i18n/text.ts'
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

interface Props {
  title: string
  areas: readonly AreaLine[]
  /** `?tampil=tabel` shows the table; the map is the default where every area has a place on it. */
  params: URLSearchParams
}

/** Areas as a map and, with the same content, as a table; which of the two stands in the address. */
export function AreaViews({ title, areas, params }: Props) {
  const tiles = areas.flatMap(asTile)
  const drawable = tiles.length > 0 && tiles.length === areas.length
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
      {asTable ? <AreaTable title={title} areas={areas} /> : <TileMap label={t('map_of', { name: title })} tiles={tiles} />}
    </>
  )
}

function AreaTable({ title, areas }: { title: string; areas: readonly AreaLine[] }) {
  const columns: Column<AreaLine>[] = [
    { title: t('name'), cell: ({ code, name }) => <Link to={addressOf(code)}>{name}</Link> },
    { title: t('code'), cell: ({ code }) => code },
  ]
  if (areas.some(({ postalCode }) => postalCode)) {
    columns.push({ title: t('postal_code'), cell: ({ postalCode }) => postalCode ?? '' })
  }
  return <Table caption={t('table_of', { name: title })} columns={columns} rows={areas} rowKey={({ code }) => code} />
}

function asTile({ code, name, gridCol, gridRow }: AreaLine): Measured[] {
  if (gridCol === null || gridRow === null) return []
  return [{ code, name, col: gridCol, row: gridRow, to: addressOf(code), says: name }]
}

function addressOf(code: string): string {
  return `/wilayah/${encodeURIComponent(code)}`
}
