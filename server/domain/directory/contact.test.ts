import { describe, expect, it } from 'vitest'
import type { Result } from '#server/domain/shared/result.ts'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { formatPhone, identifyingHost, parseEmail, parsePhone, parseUrl } from './contact.ts'
import { parsePartialDate, parsePercent } from './partial-date.ts'

const valueOr = <T>(result: Result<T>) => (result.ok ? result.value : result.error.code)
const hostile = ['a'.repeat(1e6), '@'.repeat(1e6), 'a.'.repeat(1e5) + '@', '-'.repeat(1e6), '0'.repeat(1e6), 'http://' + 'a.'.repeat(1e5), '1'.repeat(59) + '!', ' '.repeat(59) + '!', 'a.'.repeat(150) + '@b', 'x@' + 'a-'.repeat(120)]

describe('e-mail addresses', () => {
  it('are lower case, half width and single', () => {
    expect(['Li.Wei@Example.com', ' ｌｉ＠example.com ', 'mailto:a@b.cn', 'o\'neil+x@sub.example.co.uk'].map((text) => valueOr(parseEmail(text)))).toEqual([
      'li.wei@example.com', 'li@example.com', 'a@b.cn', 'o\'neil+x@sub.example.co.uk',
    ])
  })
  it.each(['', 'a', 'a@b', 'a@b.com(x)evil.com', 'a@b.com,c@d.com', 'a@b.com\r\nBcc: x@y.z', '.a@b.com', 'a..b@c.com', 'a@-b.com', 'a@b..com', 'group: a@b.com;', '"a b"@c.com', 'a@1.2.3.4'])('%j is refused', (text) => {
    expect(valueOr(parseEmail(text))).toBe('input.bad_email')
  })
})

describe('web addresses', () => {
  it('get a scheme and keep their path', () => {
    expect(['example.com', 'http://www.Example.com/a?b=1', 'https://例子.中国/'].map((text) => valueOr(parseUrl(text)))).toEqual([
      'https://example.com/', 'http://www.example.com/a?b=1', 'https://xn--fsqu00a.xn--fiqs8s/',
    ])
  })
  it.each(['javascript:alert(1)', 'ftp://a.com', 'https://user:pw@a.com', 'localhost', 'https://127.0.0.1/', 'a b.com', 'https://a.com\\b', 'data:text/html,x', '', 'http://[::1]/'])('%j is refused', (text) => {
    expect(valueOr(parseUrl(text))).toBe('input.bad_url')
  })
  it('identify an organization only by a host of its own', () => {
    expect([identifyingHost('https://www.a.com/x'), identifyingHost('https://github.com/a'), identifyingHost(null)]).toEqual(['a.com', null, null])
  })
})

describe('phone numbers', () => {
  it.each([
    ['138 0013 8000', '+8613800138000'], ['０１３８００１３８０００', '+8613800138000'], ['１３８００１３８０００', '+8613800138000'], ['+86 138-0013-8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'], ['8613800138000', '+8613800138000'], ['010-62345678', '+861062345678'], ['(0755) 8234 5678 转 12', '+8675582345678'],
    ['+86 (0)21 6234 5678', '+862162345678'], ['400-800-1234', '+864008001234'], ['+1 (415) 555-0100', '+14155550100'], ['10086', 'import.bad_phone'], ['12345', 'import.bad_phone'],
    ['+0123456789', 'import.bad_phone'], ['call me', 'import.bad_phone'], ['', 'import.bad_phone'],
  ])('%s → %s', (text, expected) => expect(valueOr(parsePhone(text))).toBe(expected))
  it('are shown in Chinese groups', () => expect(formatPhone('+8613800138000')).toBe('138 0013 8000'))
})

describe('dates as far as they are known', () => {
  it.each([
    ['2011-03', '2011-03'], ['2016年5月', '2016-05'], ['2016年5月17日', '2016-05-17'], ['２０１６．５', '2016-05'], ['2011', '2011'], ['2011年', '2011'], ['2016-05-17T00:00:00.000Z', '2016-05-17'],
    ['20160517', '2016-05-17'], ['Mar 2011', '2011-03'], ['March 17, 2011', '2011-03-17'], ['17 March 2011', '2011-03-17'], ['17/03/2011', '2011-03-17'], ['40619', '2011-03-17'], ['-', null],
    ['', null], ['未透露', null], ['03/04/2011', 'input.bad_date'], ['2011-13', 'input.bad_date'], ['2015-02-29', 'input.bad_date'], ['2016-02-29', '2016-02-29'], ['1e9', 'input.bad_date'], ['昨天', 'input.bad_date'],
  ])('%j → %j', (text, expected) => expect(valueOr(parsePartialDate(text))).toBe(expected))
  it('percentages stay between 0 and 100', () => {
    expect(['12.5%', '１２％', '100', '101', '-1', 'x', '1e1'].map(parsePercent)).toEqual([12.5, 12, 100, null, null, null, null])
  })
})

it('no hostile text takes longer than 50 ms anywhere', () => {
  for (const text of hostile) {
    for (const parse of [parseEmail, parseUrl, parsePhone, parsePartialDate, parsePercent, identifyingHost]) {
      expect(leastCpuMs(() => void parse(text), { enoughMs: 50 })).toBeLessThan(50)
    }
  }
})
