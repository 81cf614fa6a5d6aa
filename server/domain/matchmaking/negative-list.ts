import { lineageOf } from '../directory/vocabulary.ts'

/** Standing of a field for foreign capital, with the words of the list that say so. */
export type NegativeRule = {
  sector: string
  state: 'restricted' | 'prohibited'
  /** Category of the list under which the rule stands. */
  heading: string
  /** Upper limit of the foreign share in percent, where the list names one. */
  mostForeignPercent?: number
}

/**
 * Special administrative measures for the access of foreign investment, as far as a sector of our vocabulary is meant as a
 * whole or in its core. Narrower items of the list are not here: the product warns, a lawyer decides.
 * Source: 《外商投资准入特别管理措施（负面清单）（2024年版）》, National Development and Reform Commission and Ministry of
 * Commerce, order 23, in force from 2024-11-01.
 */
export const negativeList: { version: string; source: string; rules: readonly NegativeRule[] } = {
  version: '2024',
  source: '外商投资准入特别管理措施（负面清单）（2024年版）',
  rules: [
    { sector: 'cgt', state: 'prohibited', heading: '科学研究和技术服务业' },
    { sector: 'video_audio', state: 'prohibited', heading: '信息传输、软件和信息技术服务业' },
    { sector: 'gaming', state: 'prohibited', heading: '信息传输、软件和信息技术服务业' },
    { sector: 'cloud_bigdata', state: 'restricted', heading: '信息传输、软件和信息技术服务业', mostForeignPercent: 50 },
    { sector: 'nextgen_comm', state: 'restricted', heading: '信息传输、软件和信息技术服务业' },
    { sector: 'satnav', state: 'restricted', heading: '科学研究和技术服务业' },
    { sector: 'education', state: 'restricted', heading: '教育' },
    { sector: 'nuclear', state: 'restricted', heading: '电力、热力、燃气及水生产和供应业' },
  ],
}

const byCode = new Map(negativeList.rules.map((rule) => [rule.sector, rule]))

/** The strictest rule that meets any of these sectors, or null where all are open. */
export function negativeRuleFor(sectors: readonly string[]): NegativeRule | null {
  let found: NegativeRule | null = null
  for (const sector of sectors) {
    for (const code of lineageOf('sectors', sector)) {
      const rule = byCode.get(code)
      if (rule?.state === 'prohibited') return rule
      found ??= rule ?? null
    }
  }
  return found
}
