/** The tile map's arithmetic: where tiles lie, which lies next to which, and which shade each one has. */

export interface Tile {
  code: string
  name: string
  col: number
  row: number
}

export interface Placed<T extends Tile> {
  tile: T
  x: number
  y: number
}

export interface Grid<T extends Tile> {
  placed: Placed<T>[]
  width: number
  height: number
}

/** How high an empty row is: the sea between islands and mainland says little, and a phone is small. */
const EMPTY_ROW = 0.35

/** Moves the tiles so that the grid begins at 0, 0: a part of the city has an empty margin, islands negative rows. */
export function layOut<T extends Tile>(tiles: readonly T[]): Grid<T> {
  const left = Math.min(...tiles.map(({ col }) => col))
  const rows = [...new Set(tiles.map(({ row }) => row))].sort((a, b) => a - b)
  const top = rows[0] ?? 0
  const placed = tiles.map((tile) => {
    const full = rows.indexOf(tile.row)
    return { tile, x: tile.col - left, y: full + (tile.row - top - full) * EMPTY_ROW }
  })
  return {
    placed,
    width: Math.max(0, ...placed.map(({ x }) => x)) + 1,
    height: Math.max(0, ...placed.map(({ y }) => y)) + 1,
  }
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The tile that an arrow key leads to: the nearest in that direction, straight ahead before aside; null at the edge. */
export function neighbour<T extends Tile>(placed: readonly Placed<T>[], from: string, key: string): T | null {
  const step = STEPS[key]
  const start = placed.find(({ tile }) => tile.code === from)
  if (!step || !start) return null
  let best: T | null = null
  let least = Infinity
  for (const { tile, x, y } of placed) {
    const [right, down] = [x - start.x, y - start.y]
    const ahead = right * step[0] + down * step[1]
    const aside = Math.abs(right * step[1]) + Math.abs(down * step[0])
    const cost = ahead + 2 * aside
    if (ahead > 0 && cost < least) [best, least] = [tile, cost]
  }
  return best
}

/** A name in a tile on a phone: "Kema", or of two words "K.Jer". */
export function abbreviated(name: string): string {
  const words = name.split(' ')
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${name.charAt(0)}.${last.slice(0, 3)}` : name.slice(0, 4)
}

export interface Shades {
  /** Lowest and highest value of each shade that occurs, lightest first. Shade 0 is "none" and not among them. */
  spans: { low: number; high: number }[]
  /** 0 for none, then 1 to 5. */
  of: (value: number) => number
}

/** Five shades with about as many tiles each; equal values always share one. */
export function shade(values: readonly number[], count = 5): Shades {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b)
  const tops = Array.from({ length: count }, (_, n) => sorted[Math.ceil(((n + 1) * sorted.length) / count) - 1])
  const limits = [...new Set(tops.filter((top) => top !== undefined))]
  const spans = limits.map((high, n) => ({ low: sorted.find((value) => value > (limits[n - 1] ?? 0)) ?? high, high }))
  return { spans, of: (value) => (value > 0 ? limits.findIndex((limit) => value <= limit) + 1 : 0) }
}
