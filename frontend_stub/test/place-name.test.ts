import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitAndPlace } from '../src/ui/place-name.ts'

test('the place is not said twice', () => {
  assert.equal(unitAndPlace('RW 002 Cempaka Baru', 'Cempaka Baru'), 'RW 002 Cempaka Baru')
  assert.equal(unitAndPlace('Lokbin Melati', 'Kemayoran'), 'Lokbin Melati, Kemayoran')
  assert.equal(unitAndPlace(undefined, 'Kemayoran'), 'Kemayoran')
  assert.equal(unitAndPlace(undefined, undefined), '')
})
