import { expect, test } from 'vitest'

import { countAudience, isSegmentLost, languageFor, readingOther, type Audience } from './audience.ts'

const zhOnly = { subjectZh: '入场须知', bodyZh: '请于 8:30 前到场。', subjectEn: '', bodyEn: '' }
const enOnly = { subjectZh: '', bodyZh: '', subjectEn: 'Coming in', bodyEn: 'Be there by 8:30.' }
const both = { ...zhOnly, subjectEn: enOnly.subjectEn, bodyEn: enOnly.bodyEn }

test('a reader gets her own language where subject and text are in it, else the one there is', () => {
  const got = [zhOnly, enOnly, both, { ...zhOnly, subjectEn: 'Coming in' }].map((text) => [languageFor(text, 'zh-CN'), languageFor(text, 'en')])
  expect(got).toEqual([['zh-CN', 'zh-CN'], ['en', 'en'], ['zh-CN', 'en'], ['zh-CN', 'zh-CN']])
})

test('those who read the language it is not written in are counted, a half-written one being none', () => {
  const count = { zh: 3, en: 2 }
  expect([zhOnly, enOnly, both, { ...zhOnly, subjectEn: 'Coming in' }].map((text) => readingOther(text, count))).toEqual([{ language: 'en', count: 2 }, { language: 'zh-CN', count: 3 }, null, { language: 'en', count: 2 }])
  expect([readingOther(zhOnly, { zh: 3, en: 0 }), readingOther(enOnly, { zh: 0, en: 2 })]).toEqual([null, null])
})

test('only those are counted whom it goes to', () => {
  const one = { personId: 'a', email: 'a@example.com', name: 'A', locale: 'en', isSuppressed: false, hasLeft: false }
  const { going, ...count } = countAudience([one, { ...one, personId: 'b', hasLeft: true }, { ...one, personId: 'c', isSuppressed: true, hasLeft: true }])
  expect([going.map(({ personId }) => personId), count]).toEqual([['a'], { count: 1, zh: 0, en: 1, bounced: 1, left: 1 }])
})

test('a segment beside delegations or roles needs a kind that it narrows', () => {
  const none: Audience = { kinds: [], segment: 'VIP', sides: [], roles: [], language: '' }
  expect([none, { ...none, kinds: ['investor' as const], sides: ['startup' as const] }, { ...none, sides: ['startup' as const] }, { ...none, roles: ['judge' as const] }].map(isSegmentLost)).toEqual([false, false, true, true])
})
