import { describe, expect, it } from 'vitest'
import { matchesQuery, queryTerms, searchKey, sortKey } from '#server/domain/directory/search-key.ts'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { phonetics, toSimplified } from './pinyin.ts'

const keyOf = (nameZh: string | null, nameEn: string | null, aliases: string[] = [], isPerson = false) => searchKey({ nameZh, nameEn, aliases, isPerson }, phonetics)
const finds = (key: string, query: string) => matchesQuery(key, queryTerms(query, toSimplified))

describe('searching names', () => {
  it('stores simplified Chinese, pinyin, initials and English', () => {
    expect(keyOf('远山資本', 'Far Hill Capital')).toBe(' 远山资本 yuanshanziben yszb far hill capital farhillcapital fhc ')
    expect(keyOf(null, null)).toBe('')
  })

  it.each(['远山', '遠山', '山资', 'yuanshan', 'Yuan Shan', 'yszb', 'ys', 'far', 'HILL far', 'ｆａｒ', 'fhc', 'farhill', '远山 capital', "yuan'shan"])('%s finds 远山资本 Far Hill Capital', (query) => {
    expect(finds(keyOf('远山资本', 'Far Hill Capital'), query)).toBe(true)
  })

  it.each(['近山', 'sz', 'zz', 'ill', 'xyz'])('%s: as a part of a word only where that narrows', (query) => {
    expect(finds(keyOf('远山资本', 'Far Hill Capital'), query)).toBe(query === 'ill')
  })

  it('reads polyphonic words by their context and surnames as surnames', () => {
    expect(finds(keyOf('重庆银行', null), 'chongqingyinhang')).toBe(true)
    for (const [name, pinyin, initials] of [['单雄信', 'shanxiongxin', 'sxx'], ['解晓东', 'xiexiaodong', 'xxd'], ['仇英', 'qiuying', 'qy'], ['曾国藩', 'zengguofan', 'zgf'], ['查良镛', 'zhaliangyong', 'zly'], ['吕布', 'lvbu', 'lb'], ['吕布', 'lübu', 'lb']] as const) {
      const key = keyOf(name, null, [], true)
      expect([name, finds(key, pinyin), finds(key, initials)]).toEqual([name, true, true])
    }
  })

  it('finds former names and accents', () => {
    expect(finds(keyOf('远山', 'São Café', ['旧名']), 'sao cafe')).toBe(true)
    expect(finds(keyOf('远山', null, ['旧名']), 'jiuming')).toBe(true)
  })

  it('an empty query finds all, a hostile one takes no time', () => {
    expect(finds(keyOf('远山', null), ' ， ')).toBe(true)
    for (const text of ['a'.repeat(1e6), ' '.repeat(1e6), '山'.repeat(1e5), "'".repeat(1e6)]) {
      expect(leastCpuMs(() => void queryTerms(text, toSimplified), { enoughMs: 50 })).toBeLessThan(50)
      expect(leastCpuMs(() => void keyOf(text, text), { enoughMs: 50 })).toBeLessThan(50)
    }
  })

  it('sorts people by the reading of their surname', () => {
    const names = ['曾可', '张一', '单田', '解方', '仇和', '查理', '李四', 'Adam']
    expect(names.sort((a, b) => (sortKey(a, true, phonetics) < sortKey(b, true, phonetics) ? -1 : 1))).toEqual(['Adam', '李四', '仇和', '单田', '解方', '曾可', '查理', '张一'])
  })
})
