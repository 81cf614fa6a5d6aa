import { describe, expect, it } from 'vitest'
import { childrenOf, codeFromText, entriesOf, isRelated, labelOf, lineageOf, listNames, vocabularyKey } from './vocabulary.ts'

describe('the controlled lists', () => {
  it.each(listNames)('%s: codes are unique and well formed, parents exist, no word means two things', (name) => {
    const entries = entriesOf(name)
    const codes = entries.map((entry) => entry.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(code))).toEqual([])
    expect(entries.filter((entry) => entry.parent !== undefined && !codes.includes(entry.parent))).toEqual([])
    const owner = new Map<string, string>()
    const clashes: string[] = []
    for (const entry of entries) {
      for (const word of [entry.code, entry.zh, entry.en, ...entry.aliases]) {
        const key = vocabularyKey(word)
        const known = owner.get(key)
        if (known !== undefined && known !== entry.code) clashes.push(`${word}: ${known} and ${entry.code}`)
        owner.set(key, entry.code)
      }
    }
    expect(clashes).toEqual([])
  })

  it('reads a word in simplified, traditional, Taiwan and English form alike', () => {
    for (const word of ['人工智能', '人工智慧', 'Artificial Intelligence', 'ＡＩ', 'ai ']) expect(codeFromText('sectors', word)).toBe('ai')
    for (const word of ['集成电路', '積體電路', '半導體', 'Semiconductors']) expect(codeFromText('sectors', word)).toBe('ic')
    for (const word of ['Pre-A轮', 'pre-a', 'Pre A', 'PreA輪', 'Ｐｒｅ－Ａ轮']) expect(codeFromText('rounds', word)).toBe('pre_a')
    expect([codeFromText('rounds', 'A+轮'), codeFromText('rounds', 'A轮'), codeFromText('rounds', 'Series A')]).toEqual(['a_plus', 'a', 'a'])
    expect(codeFromText('investorKinds', 'CVC')).toBe('cvc')
  })

  it('answers null for an unknown word, an empty one and a very long one', () => {
    expect([codeFromText('sectors', '炼金术'), codeFromText('sectors', ''), codeFromText('sectors', 'a'.repeat(1e6))]).toEqual([null, null, null])
  })

  it('labels in the language of the reader and shows an unknown code as it is', () => {
    expect([labelOf('sectors', 'cgt', 'zh-CN'), labelOf('sectors', 'cgt', 'en'), labelOf('sectors', 'gone', 'en')]).toEqual([
      '细胞与基因治疗', 'Cell & gene therapy', 'gone',
    ])
  })

  it('knows what lies above and below a sector or region', () => {
    expect(lineageOf('regions', 'cn-bj')).toEqual(['cn-bj', 'cn', 'east_asia', 'asia'])
    expect(childrenOf('sectors', 'quantum')).toEqual(['quantum_computing', 'quantum_comm'])
    expect([isRelated('sectors', 'innov_drug', 'biomed'), isRelated('sectors', 'innov_drug', 'med_device')]).toEqual([true, false])
  })
})
