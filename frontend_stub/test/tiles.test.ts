import assert from 'node:assert/strict'
import { test } from 'node:test'
import { abbreviated, layOut, neighbour, shade, type Tile } from '../src/ui/tiles.ts'

const at = (code: string, col: number, row: number): Tile => ({ code, name: code, col, row })

test('a part of the grid is drawn without its empty margin', () => {
  const grid = layOut([at('a', 5, -1), at('b', 7, 0)])
  assert.deepEqual([grid.width, grid.height], [3, 2])
  assert.deepEqual(grid.placed.map(({ x, y }) => [x, y]), [[0, 0], [2, 1]])
  const sea = layOut([at('island', 0, -2), at('shore', 0, 0)])
  assert.equal(sea.placed[1]?.y, 1.35)
})

test('an arrow leads to the nearest tile ahead, over gaps, and nowhere at the edge', () => {
  const { placed } = layOut([at('west', 0, 1), at('mid', 1, 1), at('north', 1, 0), at('east', 4, 1), at('corner', 2, 3)])
  assert.equal(neighbour(placed, 'mid', 'ArrowLeft')?.code, 'west')
  assert.equal(neighbour(placed, 'mid', 'ArrowRight')?.code, 'east')
  assert.equal(neighbour(placed, 'mid', 'ArrowUp')?.code, 'north')
  assert.equal(neighbour(placed, 'mid', 'ArrowDown')?.code, 'corner')
  assert.equal(neighbour(placed, 'west', 'ArrowLeft'), null)
  assert.equal(neighbour(placed, 'mid', 'Enter'), null)
})

test('every tile can be reached with the arrows', () => {
  const tiles = Array.from({ length: 20 }, (_, n) => at(`t${n}`, (n * 7) % 9, Math.floor((n * 5) % 8)))
  const { placed } = layOut(tiles)
  const reached = new Set(['t0'])
  for (const code of reached) {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
      const next = neighbour(placed, code, key)
      if (next) reached.add(next.code)
    }
  }
  assert.equal(reached.size, tiles.length)
})

test('a long name becomes a few letters', () => {
  assert.deepEqual(['Koja', 'Kemayoran', 'Kebon Jeruk'].map(abbreviated), ['Koja', 'Kema', 'K.Jer'])
})

test('shades hold about as many tiles each, equal values share one, none is apart', () => {
  const { spans, of } = shade([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.deepEqual(spans, [1, 3, 5, 7, 9].map((low) => ({ low, high: low + 1 })))
  assert.deepEqual([0, 1, 2, 3, 10].map(of), [0, 1, 1, 2, 5])
  const same = shade([4, 4, 4, 0])
  assert.deepEqual(same.spans, [{ low: 4, high: 4 }])
  assert.equal(same.of(4), 1)
  assert.deepEqual(shade([0, 0]).spans, [])
})
