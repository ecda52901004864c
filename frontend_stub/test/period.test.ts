import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodInWords } from '../src/format/period.ts'

test('months and days are written out, other periods stay', () => {
  assert.equal(periodInWords('2026-12', 'id-ID'), 'Des 2026')
  assert.equal(periodInWords('2026-12', 'en-GB'), 'Dec 2026')
  assert.equal(periodInWords('2026-11-25', 'id-ID'), '25 Nov 2026')
  assert.equal(periodInWords('2026', 'id-ID'), '2026')
  assert.equal(periodInWords('2026-W48', 'id-ID'), '2026-W48')
  assert.equal(periodInWords('LEBARAN-2026', 'id-ID'), 'LEBARAN-2026')
})
