import type { MoneyRange } from '#server/domain/directory/money.ts'
import { emptyMandate, emptyNeed, emptyThesis, type Preference } from '#server/domain/matchmaking/preferences.ts'

import type { BilingualName } from './names.ts'
import type { Dice } from './random.ts'
import { investorWords, trades, type SeedInvestorKind } from './trades.ts'

/** One invented organization with what it says of itself. */
export type SeedOrganization = {
  kind: 'startup' | 'investor' | 'acquirer'
  subkind: string
  brand: BilingualName
  nameZh: string
  nameEn: string
  legalName: string
  region: string
  place: string
  oneLiner: BilingualName
  description: BilingualName
  sectors: string[]
  stage: string
  round: string
  intakeClass: string
  aumBand: string
  labels: string[]
  foundedOn: string
  teamSize: number | null
  valuation: MoneyRange | null
  preference: Preference
  foreign: boolean
}

const wan = 10_000 * 100
const range = (min: number, max: number, currency = 'CNY'): MoneyRange => ({ minMinor: min, maxMinor: max, currency, approximate: false })

const ladder = [
  { stage: 'seed', rounds: ['seed', 'angel'], amounts: [300, 500, 800, 1_200] },
  { stage: 'startup', rounds: ['angel', 'pre_a'], amounts: [1_000, 1_500, 2_000, 3_000] },
  { stage: 'growth', rounds: ['a', 'a_plus', 'b'], amounts: [3_000, 5_000, 8_000, 10_000] },
  { stage: 'scale', rounds: ['b_plus', 'c', 'pre_ipo'], amounts: [10_000, 20_000, 30_000, 50_000] },
] as const

const parks = [
  { place: '北京·海淀·翠湖', placeEn: 'Cuihu, Haidian' },
  { place: '北京·海淀·永丰', placeEn: 'Yongfeng, Haidian' },
] as const

export function makeStartup(dice: Dice, brand: BilingualName, at: number): SeedOrganization {
  const trade = trades[at % trades.length] ?? trades[0]!
  const line = dice.pick(trade.lines)
  const step = dice.pick(ladder)
  const amount = dice.pick(step.amounts) * wan
  const park = parks[dice.chance(0.135) ? 0 : 1]
  const nameZh = `${brand.zh}${trade.wordZh}`
  const team = dice.between(6, 180)
  const seeks = dice.some(['vc', 'pe', 'cvc', 'guidance_fund', 'insurer', 'sovereign'], dice.between(1, 3))
  return {
    kind: 'startup',
    subkind: '',
    brand,
    nameZh,
    nameEn: `${brand.en} ${trade.wordEn}`,
    legalName: `北京${nameZh}科技有限公司`,
    region: 'cn-bj',
    place: park.place,
    oneLiner: { zh: line.zh, en: line.en },
    description: {
      zh: `${nameZh}位于${park.place.replaceAll('·', '')}，团队 ${team} 人。${line.zh}。本轮资金用于产品定型、样机量产与首批客户交付。`,
      en: `${brand.en} ${trade.wordEn} works from ${park.placeEn} with a team of ${team}. ${line.en}. This round pays for the final design, first production and first customers.`,
    },
    sectors: [trade.sector],
    stage: step.stage,
    round: dice.pick(step.rounds),
    intakeClass: dice.pick(['seed_project', 'potential_unicorn', 'little_giant', 'research_result', 'seed_project']),
    aumBand: '',
    labels: dice.some(['高新技术企业', '专精特新中小企业', '中关村高新'], dice.between(0, 2)),
    foundedOn: `${dice.between(2014, 2025)}-${String(dice.between(1, 12)).padStart(2, '0')}`,
    teamSize: team,
    valuation: range(amount * 6, amount * 10),
    preference: {
      kind: 'need',
      body: { ...emptyNeed(), round: dice.pick(step.rounds), amount: range(amount, Math.round(amount * 1.5)), instruments: ['equity'], seeks, openToAcquisition: step.stage === 'scale' || dice.chance(0.2) },
    },
    foreign: false,
  }
}

const foreignKinds: SeedInvestorKind[] = ['sovereign', 'endowment', 'family_office']
const seats = [['cn-bj', '北京'], ['cn-sh', '上海'], ['cn-gd', '深圳'], ['cn-zj', '杭州'], ['cn-js', '苏州']] as const
const foreignSeats = [['sg', 'Singapore'], ['us', 'New York'], ['gb', 'London'], ['ae', 'Abu Dhabi'], ['ch', 'Zurich']] as const

export function makeInvestor(dice: Dice, brand: BilingualName, kind: SeedInvestorKind, big: boolean): SeedOrganization {
  const foreign = foreignKinds.includes(kind)
  const word = dice.pick(investorWords[kind] as readonly (readonly [string, string])[])
  const [region, place] = dice.pick<readonly [string, string]>(foreign ? foreignSeats : seats)
  const wanted = dice.some(trades.map((trade) => trade.sector), dice.between(2, 5))
  const steps = dice.some(ladder, dice.between(1, 3))
  const low = dice.pick(steps[0]?.amounts ?? [1_000]) * wan
  const high = dice.pick(steps.at(-1)?.amounts ?? [5_000]) * wan
  const nameZh = `${brand.zh}${word[0]}`
  const aumBand = big ? 'gte_100' : dice.pick(['lt_1', '1_10', '1_10', '10_50', '50_100'])
  return {
    kind: 'investor',
    subkind: kind,
    brand,
    nameZh,
    nameEn: `${brand.en} ${word[1]}`,
    legalName: foreign ? `${brand.en} ${word[1]} Ltd` : `${place}${nameZh}管理有限公司`,
    region,
    place,
    oneLiner: { zh: `关注硬科技与产业升级，单笔 ${low / wan / 10_000 >= 1 ? `${low / wan / 10_000}亿` : `${low / wan}万`}元起`, en: 'Backs deep technology and the upgrading of industry' },
    description: {
      zh: `${nameZh}投资于技术壁垒清晰、团队完整的企业，投后提供产业客户与后续融资对接。`,
      en: `${brand.en} ${word[1]} invests where the technical moat is clear and the team complete, and brings industrial customers and later rounds.`,
    },
    sectors: wanted,
    stage: '',
    round: '',
    intakeClass: '',
    aumBand,
    labels: kind === 'angel_person' ? ['天使投资个人备案'] : [],
    foundedOn: String(dice.between(1998, 2022)),
    teamSize: dice.between(4, 60),
    valuation: null,
    preference: {
      kind: 'thesis',
      body: {
        ...emptyThesis(),
        sectors: wanted,
        stages: steps.map((step) => step.stage),
        rounds: steps.flatMap((step) => [...step.rounds]),
        ticket: range(Math.min(low, high), Math.max(low, high) * 2),
        instruments: ['equity'],
        regions: foreign ? ['cn'] : dice.chance(0.5) ? ['cn-bj'] : ['cn'],
        intents: kind === 'cvc' ? dice.some(['fill', 'strengthen', 'extend', 'widen'], 2) : [],
      },
    },
    foreign,
  }
}

export function makeAcquirer(dice: Dice, brand: BilingualName): SeedOrganization {
  const trade = dice.pick(trades)
  const [region, place] = dice.pick(seats)
  const low = dice.pick([5_000, 10_000, 20_000, 50_000]) * wan
  const nameZh = `${brand.zh}股份`
  return {
    kind: 'acquirer',
    subkind: dice.chance(0.8) ? 'listed_company' : 'ma_fund',
    brand,
    nameZh,
    nameEn: `${brand.en} Holdings`,
    legalName: `${place}${brand.zh}${trade.wordZh}股份有限公司`,
    region,
    place,
    oneLiner: { zh: `沿${trade.wordZh}产业链寻求控股或参股标的`, en: `Looks for control or minority stakes along the ${trade.wordEn.toLowerCase()} chain` },
    description: { zh: `${nameZh}为上市公司，现金流稳健，可提供产线、渠道与认证资源。`, en: `${brand.en} Holdings is listed, generates steady cash and offers production lines, channels and certification.` },
    sectors: [trade.sector, dice.pick(trades).sector],
    stage: '',
    round: 'listed',
    intakeClass: '',
    aumBand: '',
    labels: ['上市公司'],
    foundedOn: String(dice.between(1992, 2010)),
    teamSize: dice.between(800, 9_000),
    valuation: null,
    preference: { kind: 'mandate', body: { ...emptyMandate(), sectors: [trade.sector], dealSize: range(low, low * 4), control: dice.pick(['control', 'minority', 'either'] as const), market: 'domestic', regions: ['cn'] } },
    foreign: false,
  }
}
