import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { coreKey, nameKey, sameName, splitName } from './names.ts'

/** Enough of the conversion for these tests; the real one is given by the platform. */
const pairs: Record<string, string> = { 遠: '远', 創: '创', 投: '投', 資: '资', 雲: '云', 術: '术', 東: '东', 龍: '龙' }
const simple = (text: string) => text.replace(/./gu, (character) => pairs[character] ?? character)

describe('two writings of one name', () => {
  it.each([
    ['远山资本', '远山资本', 'exact'],
    ['远山资本', ' 远山资本 ', 'exact'],
    ['远山资本', '遠山資本', 'normalised'],
    ['Far Hill Inc.', 'ＦＡＲ ＨＩＬＬ, inc', 'normalised'],
    ['Far Hill', 'FarHill Co., Ltd.', 'normalised'],
    ['云路（北京）科技有限公司', '云路(北京)科技有限责任公司', 'normalised'],
    ['Café Robotics', 'Cafe Robotics LLC', 'normalised'],
    ['北京云路信息技术有限公司', '云路科技', 'similar'],
    ['远山创投', '远山资本', 'similar'],
    ['Far Hill Ventures', 'Far Hill Capital', 'similar'],
    ['云路（深圳）科技有限公司', '深圳云路科技有限公司', 'similar'],
    ['远山资本', '近山资本', null],
    ['Capital', 'Ventures', null],
    ['', '', null],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(sameName(a, b, simple)).toBe(expected)
    expect(sameName(b, a, simple)).toBe(expected)
  })

  it('the answer does not depend on the order, and a name equals itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }), (a, b) => {
        expect(sameName(a, b, simple)).toBe(sameName(b, a, simple))
        expect(sameName(a, a, simple)).toBe(a.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').trim() === '' ? null : 'exact')
      }),
      { verbose: true },
    )
  })

  it('long and repeated names take no time', () => {
    for (const text of ['有限公司'.repeat(1e5), '('.repeat(1e6), 'inc '.repeat(1e5), '科技'.repeat(1e5)]) {
      for (const work of [nameKey, coreKey, splitName]) expect(leastCpuMs(() => void work(text, simple), { enoughMs: 50 })).toBeLessThan(50)
    }
  })
})

describe('one cell, two languages', () => {
  it.each([
    ['远山资本', { nameZh: '远山资本', nameEn: null, aliases: [] }],
    ['Far Hill Ventures', { nameZh: null, nameEn: 'Far Hill Ventures', aliases: [] }],
    ['远山资本FarHill', { nameZh: '远山资本', nameEn: 'FarHill', aliases: ['远山资本FarHill'] }],
    ['远山资本 Far Hill', { nameZh: '远山资本', nameEn: 'Far Hill', aliases: ['远山资本 Far Hill'] }],
    ['Far Hill Capital/远山资本', { nameZh: '远山资本', nameEn: 'Far Hill Capital', aliases: [] }],
    ['远山集团(远山投资)', { nameZh: '远山集团', nameEn: null, aliases: ['远山集团(远山投资)', '远山投资'] }],
    ['远山（Far Hill）', { nameZh: '远山', nameEn: 'Far Hill', aliases: ['远山(Far Hill)'] }],
    ['FH (Far Hill Ventures)', { nameZh: null, nameEn: 'FH (Far Hill Ventures)', aliases: ['Far Hill Ventures'] }],
    ['3D打印工坊', { nameZh: '3D打印工坊', nameEn: null, aliases: [] }],
    ['云路AI', { nameZh: '云路AI', nameEn: null, aliases: [] }],
    ['', { nameZh: null, nameEn: null, aliases: [] }],
  ])('%s', (text, expected) => expect(splitName(text)).toEqual(expected))
})
