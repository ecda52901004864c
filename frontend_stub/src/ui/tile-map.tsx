import { useRef, useState } from 'preact/hooks'
import { go, inLanguage, isPlain } from '../app/location.tsx'
import { t } from '../i18n/text.ts'
import { abbreviated, layOut, neighbour, shade, type Placed, type Shades, type Tile } from './tiles.ts'

export interface Measured extends Tile {
  to: string
  /** What a screen reader says and what stands under the map while the tile is pointed at. */
  says: string
  /** What is printed in the tile. */
  print?: string
  /** What its shade tells; none leaves the map plain. */
  measure?: number
}

interface Props {
  label: string
  tiles: readonly Measured[]
  current?: string | undefined
  legend?: { title: string; show: (value: number) => string }
  /** How many tiles fill the width; a smaller map is drawn with tiles of the same size. */
  across?: number
}

/** The city as equal tiles: one tab stop, arrows move, Enter opens. Every figure is also printed or in the table. */
export function TileMap({ label, tiles, current, legend, across = 6 }: Props) {
  const { placed, width, height } = layOut(tiles)
  const [at, setAt] = useState(current ?? tiles[0]?.code ?? '')
  const [pointed, setPointed] = useState<string | null>(null)
  const map = useRef<SVGSVGElement>(null)
  const shades = shade(tiles.map(({ measure }) => measure ?? 0))
  const shown = tiles.find(({ code }) => code === (pointed ?? current))

  const move = (event: KeyboardEvent) => {
    const next = neighbour(placed, at, event.key)
    if (!next) return
    event.preventDefault()
    map.current?.querySelector<SVGAElement>(`[data-code="${next.code}"]`)?.focus()
  }
  const point = (code: string) => {
    setAt(code)
    setPointed(code)
  }

  return (
    <figure class="map-box">
      <svg
        ref={map}
        class="map"
        viewBox={`0 0 ${width} ${height}`}
        width={`${(100 * width) / Math.max(width, across)}%`}
        role="group"
        aria-label={label}
        onKeyDown={move}
      >
        {placed.map((place) => (
          <TileLink
            key={place.tile.code}
            place={place}
            shades={shades}
            current={place.tile.code === current}
            reachable={place.tile.code === at}
            onPoint={setPointed}
            onFocus={point}
          />
        ))}
        <g aria-hidden="true">
          {placed.map((place) => (
            <Print key={place.tile.code} place={place} shades={shades} />
          ))}
        </g>
      </svg>
      <p class="map-says" aria-hidden="true">
        {shown?.says ?? t('map_hint')}
      </p>
      {legend && <Legend title={legend.title} shades={shades} show={legend.show} />}
    </figure>
  )
}

interface TileProps {
  place: Placed<Measured>
  shades: Shades
  current: boolean
  reachable: boolean
  onPoint: (code: string | null) => void
  onFocus: (code: string) => void
}

/** Only a shape inside the link: text there would have to be its accessible name. */
function TileLink({ place: { tile, x, y }, shades, current, reachable, onPoint, onFocus }: TileProps) {
  const follow = (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    go(tile.to)
  }
  return (
    <a
      class="tile"
      data-code={tile.code}
      href={inLanguage(tile.to)}
      tabIndex={reachable ? 0 : -1}
      aria-current={current ? 'true' : undefined}
      aria-label={tile.says}
      onClick={follow}
      onFocus={() => onFocus(tile.code)}
      onBlur={() => onPoint(null)}
      onMouseEnter={() => onPoint(tile.code)}
      onMouseLeave={() => onPoint(null)}
    >
      <rect class={shadeClass(tile, shades)} x={x + 0.03} y={y + 0.03} width="0.94" height="0.94" rx="0.12" />
    </a>
  )
}

function Print({ place: { tile, x, y }, shades }: { place: Placed<Measured>; shades: Shades }) {
  // Below a figure there is room for two lines: the last words tell apart what begins alike.
  const lines = tile.name.split(' ').slice(tile.print ? -2 : -3)
  const middle = y + (tile.print ? 0.69 : 0.5)
  return (
    <g class={`print ${shadeClass(tile, shades)}`}>
      {tile.print && (
        <text class="print-value" x={x + 0.5} y={y + 0.34}>
          {tile.print}
        </text>
      )}
      <text class="print-short" x={x + 0.5} y={tile.print ? y + 0.74 : middle}>
        {abbreviated(tile.name)}
      </text>
      {lines.map((line, n) => (
        <text
          key={line}
          class={line.length > 10 ? 'print-name print-long' : 'print-name'}
          x={x + 0.5}
          y={middle + (n - (lines.length - 1) / 2) * 0.18}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

function shadeClass(tile: Measured, shades: Shades): string {
  return tile.measure === undefined ? 'plain' : `shade-${shades.of(tile.measure)}`
}

function Legend({ title, shades, show }: { title: string; shades: Shades; show: (value: number) => string }) {
  return (
    <figcaption class="legend">
      <span>{title}</span>
      <ul>
        <LegendEntry shade={0} text={t('legend_none')} />
        {shades.spans.map(({ low, high }, n) => (
          <LegendEntry
            key={high}
            shade={n + 1}
            text={low === high ? show(low) : t('legend_span', { low: show(low), high: show(high) })}
          />
        ))}
      </ul>
    </figcaption>
  )
}

function LegendEntry({ shade, text }: { shade: number; text: string }) {
  return (
    <li>
      <svg viewBox="0 0 1 1" aria-hidden="true">
        <rect class={`shade-${shade}`} width="1" height="1" rx="0.2" />
      </svg>
      {text}
    </li>
  )
}
