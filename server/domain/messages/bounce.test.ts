import { expect, test } from 'vitest'

import { refusalOf } from './bounce.ts'

test.each([
  [{ code: 550, enhanced: '5.1.1', command: 'RCPT TO' }, 'address'],
  [{ code: 550, enhanced: '', command: 'RCPT TO' }, 'address'],
  [{ code: 553, enhanced: '', command: 'RCPT TO' }, 'address'],
  [{ code: 550, enhanced: '', command: 'RCPT TO', words: '550 User not found: lin@fund.example' }, 'address'],
  [{ code: 550, enhanced: '', command: 'RCPT TO', words: '550 relay not permitted' }, 'refused'],
  [{ code: 553, enhanced: '', command: 'RCPT TO', words: '553 authentication is required' }, 'refused'],
  [{ code: 550, enhanced: '5.7.1', command: 'RCPT TO' }, 'refused'],
  [{ code: 552, enhanced: '5.2.2', command: 'RCPT TO' }, 'refused'],
  [{ code: 554, enhanced: '5.7.1', command: 'DATA' }, 'refused'],
  [{ code: 553, enhanced: '', command: '' }, 'refused'],
  [{ code: 535, enhanced: '5.7.8', command: 'AUTH PLAIN' }, 'ours'],
  [{ code: 550, enhanced: '', command: 'MAIL FROM' }, 'ours'],
  [{ code: 451, enhanced: '4.7.1', command: 'RCPT TO' }, null],
  [{ code: 421, enhanced: '', command: 'CONN' }, null],
])('%j is %s', (reply, meaning) => {
  expect(refusalOf(reply)).toBe(meaning)
})
