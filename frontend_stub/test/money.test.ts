import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rupiah, rupiahShort } from '../src/format/money.ts'

test('whole rupiah have points and neither a space nor decimals', () => {
  assert.equal(rupiah('1250000'), 'Rp1.250.000')
  assert.equal(rupiah(0), 'Rp0')
  assert.equal(rupiah('-5000'), '-Rp5.000')
  assert.equal(rupiah('2147483648000'), 'Rp2.147.483.648.000')
  assert.equal(rupiah('1250000', 'en-GB'), 'Rp1,250,000')
})

test('large sums are shortened by their Indonesian or English name', () => {
  const cases: [number, string, string][] = [
    [999, 'Rp999', 'Rp999'],
    [250_000, 'Rp250 rb', 'Rp250k'],
    [999_960, 'Rp1 jt', 'Rp1m'],
    [1_260_000, 'Rp1,3 jt', 'Rp1.3m'],
    [60_300_000_000, 'Rp60,3 M', 'Rp60.3bn'],
    [2_000_000_000_000, 'Rp2 T', 'Rp2tn'],
    [-4_200_000_000, '-Rp4,2 M', '-Rp4.2bn'],
  ]
  for (const [value, id, en] of cases) {
    assert.equal(rupiahShort(value, 'id', 'id-ID').replace('\u00a0', ' '), id)
    assert.equal(rupiahShort(value, 'en', 'en-GB'), en)
  }
})
