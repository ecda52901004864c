import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clock, day, moment, relative } from '../src/format/time.ts'

test('a time is the city’s, in 24 hours, with a full stop', () => {
  assert.equal(clock('2026-11-25T02:23:00.000Z'), '09.23 WIB')
  assert.equal(clock('2026-11-24T17:05:00.000Z'), '00.05 WIB')
  assert.equal(moment('2026-11-25T02:23:00.000Z'), '25 Nov 2026, 09.23 WIB')
  assert.equal(moment('2026-11-25T02:23:00.000Z', 'en-GB'), '25 Nov 2026, 09:23 WIB')
})

test('a plain date is the same day everywhere', () => {
  assert.equal(day('2026-11-25'), '25 Nov 2026')
  assert.equal(day('2026-11-24T18:00:00.000Z'), '25 Nov 2026')
})

test('a relative time picks the unit that a reader would', () => {
  const now = Date.parse('2026-11-25T02:00:00Z')
  assert.equal(relative('2026-11-25T01:55:00Z', now), '5 menit yang lalu')
  assert.equal(relative('2026-11-24T23:00:00Z', now), '3 jam yang lalu')
  assert.equal(relative('2026-11-26T02:00:00Z', now), 'besok')
})
