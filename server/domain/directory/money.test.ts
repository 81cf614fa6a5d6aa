import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { toMinor, type MoneyRange } from './money.ts'
import { formatMoney } from './money-format.ts'
import { moneyHintOf, parseMoney } from './money-parse.ts'

const yuan = { currency: 'CNY' }
const range = (min: number | null, max: number | null, currency: string, approximate = false): MoneyRange => ({
  minMinor: min === null ? null : min * 100, maxMinor: max === null ? null : max * 100, currency, approximate,
})
function read(text: string, hint = yuan) {
  const result = parseMoney(text, hint)
  return result.ok ? result.value.range : result.error.code
}

describe('reading amounts', () => {
  it.each<[string, MoneyRange]>([
    ['$2M-$5M', range(2e6, 5e6, 'USD')],
    ['$100K - $500K', range(1e5, 5e5, 'USD')],
    ['$1.25M', range(1.25e6, 1.25e6, 'USD')],
    ['€150M', range(15e7, 15e7, 'EUR')],
    ['CHF150M', range(15e7, 15e7, 'CHF')],
    ['US$ 4,200,000', range(4.2e6, 4.2e6, 'USD')],
    ['$100M+', range(1e8, null, 'USD')],
    ['up to $5 million', range(null, 5e6, 'USD')],
    ['$1-5M', range(1e6, 5e6, 'USD')],
    ['$500-$2M', range(500, 2e6, 'USD')],
    ['630万人民币', range(6.3e6, 6.3e6, 'CNY')],
    ['数千万人民币', range(2e7, 9e7, 'CNY', true)],
    ['数百万美元', range(2e6, 9e6, 'USD', true)],
    ['数亿人民币', range(2e8, 9e8, 'CNY', true)],
    ['数十万美元', range(2e5, 9e5, 'USD', true)],
    ['9.1亿', range(9.1e8, 9.1e8, 'CNY')],
    ['2.456亿元', range(2.456e8, 2.456e8, 'CNY')],
    ['193.75亿', range(193.75e8, 193.75e8, 'CNY')],
    ['5亿美元', range(5e8, 5e8, 'USD')],
    ['500-1000万', range(5e6, 1e7, 'CNY')],
    ['５００～１，０００万元', range(5e6, 1e7, 'CNY')],
    ['1亿5000万元', range(1.5e8, 1.5e8, 'CNY')],
    ['两千五百万元', range(2.5e7, 2.5e7, 'CNY')],
    ['3千万美金', range(3e7, 3e7, 'USD')],
    ['千万级', range(1e7, 1e8, 'CNY', true)],
    ['近5000万元', range(5e7, 5e7, 'CNY', true)],
    ['5000余万元', range(5e7, 5e7, 'CNY', true)],
    ['超过1亿元', range(1e8, null, 'CNY')],
    ['不超过3000万元', range(null, 3e7, 'CNY')],
    ['上亿元', range(1e8, null, 'CNY')],
    ['两个亿', range(2e8, 2e8, 'CNY')],
    ['人民币1,000万元整', range(1e7, 1e7, 'CNY')],
    ['1000-2000万元人民币', range(1e7, 2e7, 'CNY')],
    ['亿元级', range(1e8, 1e9, 'CNY', true)],
    ['USD 5M - 10M', range(5e6, 1e7, 'USD')],
    ['£250k+', range(250e3, null, 'GBP')],
    ['less than $500K', range(null, 5e5, 'USD')],
    ['1000万（出让10%）', range(1e7, 1e7, 'CNY')],
    ['1万亿', range(1e12, 1e12, 'CNY')],
    ['三億港幣', range(3e8, 3e8, 'HKD')],
    ['5000000', range(5e6, 5e6, 'CNY')],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))

  it.each(['', '-', '—', '未透露', '未透露人民币', '未透露美元', 'N/A', 'undisclosed', '保密', '  '])('%j is unknown, not zero', (text) => {
    expect(read(text)).toBeNull()
  })

  it.each(['1e309', 'NaN', '-500', '5 apples', '￥', '万', '$2M-€5M', '5M-2M', '1--2', '9'.repeat(30), '1'.repeat(300), '=1+1', '5M 6M'])('%j is refused', (text) => {
    if (text === '万') expect(read(text)).toEqual(range(1e4, 1e4, 'CNY'))
    else expect(read(text)).toBe('import.bad_money')
  })

  it('says what it had to assume', () => {
    const notes = (text: string) => {
      const result = parseMoney(text, { currency: 'USD' })
      return result.ok ? result.value.notes : result.error.code
    }
    expect([notes('106M'), notes('$106M'), notes('830万'), notes('S200K - $500K')]).toEqual([['currency_assumed'], [], [], ['misprint']])
    expect(notes('$250K - $2M (Preseed); $2M -$15M (Seed to Series B); $100M+ (Pre-IPO)')).toEqual(['several_ranges'])
    expect(read('$250K - $2M (Preseed); $2M -$15M (Seed); $100M+ (Pre-IPO)')).toEqual(range(2.5e5, null, 'USD'))
  })

  it('takes unit and currency from the heading where the cell has none', () => {
    const hint = moneyHintOf('融资金额（万元）', 'USD')
    expect(hint).toEqual({ currency: 'CNY', factor: 1e4, currencyKnown: true })
    expect([read('500', hint), read('500万', hint), read('300-500', hint)]).toEqual([range(5e6, 5e6, 'CNY'), range(5e6, 5e6, 'CNY'), range(3e6, 5e6, 'CNY')])
    expect(moneyHintOf('Valuation (USD M)', 'CNY')).toEqual({ currency: 'USD', factor: 1e6, currencyKnown: true })
  })

  it('never hangs and never invents a number from noise', () => {
    const hostile = ['1,'.repeat(1e5), '数'.repeat(1e5), '('.repeat(1e5), '1 '.repeat(90), '1'.repeat(199), '-'.repeat(200), '未透露'.repeat(60)]
    for (const text of hostile) {
      expect(leastCpuMs(() => void parseMoney(text, yuan), { enoughMs: 50 })).toBeLessThan(50)
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const result = parseMoney(text, yuan)
        if (!result.ok || result.value.range === null) return
        const { minMinor, maxMinor } = result.value.range
        for (const end of [minMinor, maxMinor]) if (end !== null) expect(Number.isSafeInteger(end) && end >= 0).toBe(true)
        if (minMinor !== null && maxMinor !== null) expect(minMinor).toBeLessThanOrEqual(maxMinor)
      }),
      { verbose: true },
    )
  })
})

describe('writing amounts', () => {
  it('as Chinese offices and as English readers write them', () => {
    const both = (value: MoneyRange) => [formatMoney(value, 'zh-CN'), formatMoney(value, 'en')]
    expect(both(range(3e7, 3e7, 'CNY'))).toEqual(['3,000万元', 'CN¥30M'])
    expect(both(range(4.2e6, 4.2e6, 'USD'))).toEqual(['420万美元', 'US$4.2M'])
    expect(both(range(2e7, 9e7, 'USD', true))).toEqual(['约2,000万–9,000万美元', 'about US$20M–US$90M'])
    expect(both(range(1e8, null, 'CNY'))).toEqual(['1亿元以上', 'CN¥100M+'])
    expect(both(range(null, 5e5, 'EUR'))).toEqual(['50万欧元以下', 'up to €500K'])
    expect(both(range(0, 0, 'CNY'))).toEqual(['0元', 'CN¥0'])
    expect(formatMoney({ minor: 999_999_99, currency: 'USD' }, 'en')).toBe('US$1M')
    expect(formatMoney({ minor: 5000, currency: 'JPY' }, 'en')).toBe('JP¥5K')
  })

  it('what is written in Chinese is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom('CNY', 'USD', 'EUR'), (hundreds, currency) => {
        const minor = toMinor(hundreds * 100, currency)
        if (minor === null) return
        const result = parseMoney(formatMoney({ minor, currency }, 'zh-CN'), yuan)
        const shown = result.ok ? result.value.range : null
        // Two decimals of 亿 are a million: what is shown is within half of its last digit.
        expect(Math.abs((shown?.minMinor ?? 0) - minor)).toBeLessThanOrEqual(minor >= 1e10 ? 5e7 : 0)
        expect(shown?.currency).toBe(currency)
      }),
      { verbose: true },
    )
  })
})
