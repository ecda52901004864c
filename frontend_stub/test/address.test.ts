import assert from 'node:assert/strict'
import { test } from 'node:test'
import { match, withParams } from '../src/app/address.ts'
import { languageOf } from '../src/i18n/language.ts'

test('parameters are set and removed, the others stay', () => {
  assert.equal(withParams('/', { tampil: 'tabel' }), '/?tampil=tabel')
  assert.equal(withParams('/?tampil=tabel&lang=en', { tampil: null }), '/?lang=en')
  assert.equal(withParams('/wilayah/31.71?a=1', { a: '2', b: '' }), '/wilayah/31.71?a=2')
})

test('a pattern names the parts of an address', () => {
  assert.deepEqual(match('/', '/'), {})
  assert.deepEqual(match('/wilayah/:code', '/wilayah/31.71.03'), { code: '31.71.03' })
  assert.deepEqual(match('/kebutuhan/:id/bantu', '/kebutuhan/TmVl%3D/bantu'), { id: 'TmVl=' })
})

test('what does not fit is no match, and broken escapes do not break the page', () => {
  assert.equal(match('/wilayah/:code', '/wilayah'), null)
  assert.equal(match('/wilayah/:code', '/wilayah/'), null)
  assert.equal(match('/wilayah/:code', '/wilayah/a/b'), null)
  assert.deepEqual(match('/wilayah/:code', '/wilayah/%E0%A4%A'), { code: '%E0%A4%A' })
})

test('Indonesian unless English is asked for', () => {
  assert.equal(languageOf('?lang=en'), 'en')
  assert.equal(languageOf('?lang=fr'), 'id')
  assert.equal(languageOf(''), 'id')
})
