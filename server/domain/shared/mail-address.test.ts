import { expect, test } from 'vitest'

import { mailAddress } from './mail-address.ts'

test.each([
  ['wang@example.com', 'wang@example.com'],
  ['  Li.Lei+demo@Mail.Example.CN ', 'li.lei+demo@mail.example.cn'],
  ["o'neil@a-b.example", "o'neil@a-b.example"],
])('%j is the address %s', (text, address) => {
  expect(mailAddress(text)).toBe(address)
})

test.each([
  'a@b.com(x)evil.com', 'a@b.com, c@d.com', 'a@b.com;c@d.com', 'group: a@b.com;', 'Wang <a@b.com>', '<a@b.com>', '"a b"@c.com', 'a@b.com\r\nBcc: c@d.com', 'a@b.com\nc@d.com',
  'a@b.com\0', 'a@@b.com', '@b.com', 'a@', 'a@b', 'a@b.c', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a..b@c.com', '.a@c.com', 'a.@c.com', 'a@-b.com', 'a@b-.com', 'a b@c.com', '王@例子.公司', 'a@ｂ.com',
  `${'a'.repeat(65)}@b.com`, `a@${'b'.repeat(250)}.com`, '', null, undefined, {},
])('%j is refused', (text) => {
  expect(mailAddress(text)).toBe(null)
})

test('a hostile text is refused at once', () => {
  const started = process.hrtime.bigint()
  mailAddress(`${'a.'.repeat(150)}@`)
  mailAddress(`a@${'a-'.repeat(120)}`)
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(50)
})
