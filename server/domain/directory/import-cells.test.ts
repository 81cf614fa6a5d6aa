import { describe, expect, it } from 'vitest'
import { codesOf, narrowest, regionOf, splitCell, withoutCount } from './import-cells.ts'

const same = (text: string) => text
const sectors = (text: string) => codesOf('sectors', text, same).codes
const rounds = (text: string) => codesOf('rounds', text, same).codes

describe('lists in one cell', () => {
  it('are cut at the strongest separator, not inside brackets', () => {
    expect(splitCell('甲、乙(丙、丁)、戊')).toEqual(['甲', '乙(丙、丁)', '戊'])
    expect(splitCell('Seed; Series A, B')).toEqual(['Seed', 'Series A, B'])
    expect(splitCell('a,b，c')).toEqual(['a', 'b', 'c'])
    expect(splitCell('a|b')).toEqual(['a', 'b'])
    expect(splitCell('甲(乙、丙')).toEqual(['甲(乙', '丙'])
    expect(splitCell(' - ; ;a\n b ')).toEqual(['a', 'b'])
  })

  it('may count', () => {
    expect(['A轮(10)', 'A轮（１０）', 'A轮×3', 'A轮', '(10)', '光际(IDG-光大)'].map(withoutCount)).toEqual([
      { word: 'A轮', count: 10 }, { word: 'A轮', count: 10 }, { word: 'A轮', count: 3 }, { word: 'A轮', count: null }, { word: '(10)', count: null }, { word: '光际(IDG-光大)', count: null },
    ])
  })
})

describe('words to codes', () => {
  it('one entry stays whole, two are cut, of a path the narrower counts', () => {
    expect([sectors('Crypto / Web3'), sectors('AI/机器人'), sectors('B2B -> Sales'), sectors('Food and Beverage; AI & Robotics'), sectors('人工智能，机器人')]).toEqual([
      ['blockchain'], ['ai', 'robotics'], ['sales_service'], ['food', 'ai', 'robotics'], ['ai', 'robotics'],
    ])
    expect(narrowest('sectors', ['enterprise', 'saas', 'ai'])).toEqual(['saas', 'ai'])
  })

  it('a longer word is guessed by the sector it holds, and the guess is said', () => {
    expect(codesOf('sectors', '汽车零部件、AI-driven drug discovery、食品安全监管、炼金术', same)).toEqual({
      codes: ['icv', 'innov_drug', 'food'], counts: {}, unknown: ['炼金术'],
      guessed: [{ word: '汽车零部件', code: 'icv' }, { word: 'AI-driven drug discovery', code: 'innov_drug' }, { word: '食品安全监管', code: 'food' }],
    })
  })

  it('a span of rounds is every round in it', () => {
    expect([rounds('天使轮-A轮'), rounds('天使轮-Pre-A轮'), rounds('Seed to Series A'), rounds('C轮及以后'), rounds('天使轮及以前'), rounds('Pre-A'), rounds('A轮（已完成）')]).toEqual([
      ['angel', 'pre_a', 'a'], ['angel', 'pre_a'], ['seed', 'angel', 'pre_a', 'a'], ['c', 'c_plus', 'd', 'd_plus', 'strategic', 'pre_ipo'], ['pre_seed', 'seed', 'angel'], ['pre_a'], ['a'],
    ])
  })
})

it('spans in traditional characters', () => {
  const simple = (text: string) => text.replace(/輪/g, '轮').replace(/後/g, '后')
  expect(codesOf('rounds', 'D輪及以後', simple).codes).toEqual(['d', 'd_plus', 'strategic', 'pre_ipo'])
})

it('places: the narrowest region known', () => {
  expect(['陕西-西安', 'Walnut Creek, CA, USA; Remote', 'New York, NY', 'St. Gallen, Switzerland', '北京市海淀区中关村大街1号', 'Based in Paris', 'Toronto, Canada', 'Remote', '亚洲-以色列', ''].map((place) => regionOf(place, same))).toEqual([
    'cn-sn', 'us', 'us', 'ch', 'cn-bj', 'fr', 'ca', null, 'il', null,
  ])
})
