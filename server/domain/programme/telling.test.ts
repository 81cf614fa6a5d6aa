import { expect, test } from 'vitest'

import { newsOf, type Said } from './telling.ts'

const no = (kind: Said['kind']): Said => ({ kind, told: 'no' })
const yes = (kind: Said['kind']): Said => ({ kind, told: 'yes' })

test('what was told is measured from; what was not is made up for', () => {
  expect([newsOf('moved', []), newsOf('moved', [yes('new')]), newsOf('moved', [no('new')]), newsOf('moved', [no('moved')]), newsOf('moved', [yes('new'), no('moved')]), newsOf('moved', [no('new'), yes('moved')])])
    .toEqual(['moved', 'moved', 'new', 'moved', 'moved', 'moved'])
  expect([newsOf('new', []), newsOf('new', [yes('new'), yes('gone')]), newsOf('new', [yes('new'), no('gone')]), newsOf('new', [no('new'), no('gone')])]).toEqual(['new', 'new', 'moved', 'new'])
})

test('what she never heard of needs no calling off, unless the mail about it may be on its way', () => {
  expect([newsOf('gone', [no('new')]), newsOf('gone', [no('new'), no('moved')]), newsOf('gone', [{ kind: 'new', told: 'unsure' }]), newsOf('gone', [no('moved')]), newsOf('gone', [yes('new')])]).toEqual([null, null, 'gone', 'gone', 'gone'])
})
