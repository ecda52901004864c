import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '../src/graphql/refusals.ts'

test('a refusal goes to its field, the rest to the form', () => {
  const refusals = [
    { code: 'INVALID_INPUT', message: 'Terlalu pendek.', path: ['input', 'password'] },
    { code: 'INVALID_INPUT', message: 'Terlalu umum.', path: ['input', 'password'] },
    { code: 'TOO_MANY_ATTEMPTS', message: 'Tunggu.', path: ['input'] },
  ]
  assert.deepEqual(faultsOf(refusals, ['email', 'password']), { password: 'Terlalu pendek. Terlalu umum.', '': 'Tunggu.' })
})
