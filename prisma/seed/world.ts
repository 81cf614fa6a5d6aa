import type { Prisma } from '#prisma/generated/client.ts'

import { createBrands, foreignPersonName, personName, type BilingualName } from './names.ts'
import { makeAcquirer, makeInvestor, makeStartup, type SeedOrganization } from './organizations.ts'
import { createDice, type Dice } from './random.ts'
import type { SeedInvestorKind } from './trades.ts'

export type DemoSize = 'small' | 'haidian'

/** How big each demo is; haidian: the companies of two parks, and twelve funds of ten billion yuan and over. */
export const sizes = {
  small: { startups: 60, investors: 24, bigInvestors: 3, acquirers: 2, tables: 20, stages: 1, days: 1 },
  haidian: { startups: 545, investors: 300, bigInvestors: 12, acquirers: 40, tables: 80, stages: 3, days: 2 },
} as const

/** Everything that is made from elsewhere, so that this stays a pure function of its arguments. */
export type WorldMeans = {
  seed: number
  now: number
  newId: () => string
  /** What a name is found by and sorted by. */
  keys: (name: { nameZh: string; nameEn: string; extra: string[] }) => { nameKey: string; searchKey: string; sortKey: string }
}

export type SeedMember = { organizationId: string; personId: string; name: BilingualName; isLead: boolean }

export type World = {
  organizations: Prisma.OrganizationCreateManyInput[]
  preferences: Prisma.PreferenceCreateManyInput[]
  claims: Prisma.ClaimCreateManyInput[]
  people: Prisma.PersonCreateManyInput[]
  members: SeedMember[]
  /** The drafts behind the organizations, by id. */
  profiles: Map<string, SeedOrganization>
}

const investorMix: SeedInvestorKind[] = ['vc', 'vc', 'cvc', 'vc', 'pe', 'guidance_fund', 'vc', 'insurer', 'sovereign', 'vc', 'angel_person', 'cvc', 'fof', 'family_office', 'bank', 'secondary', 'vc', 'pe', 'endowment', 'vc', 'ma_fund']

/** Companies, funds, acquirers and their people: invented, and the same for the same seed. */
export function makeWorld(size: DemoSize, means: WorldMeans): World {
  const { startups, investors, bigInvestors, acquirers } = sizes[size]
  const dice = createDice(means.seed)
  const brand = createBrands(dice)
  const profiles = [
    ...Array.from({ length: investors }, (_, at) => makeInvestor(dice, brand(), investorMix[at % investorMix.length] ?? 'vc', at < bigInvestors)),
    ...Array.from({ length: startups }, (_, at) => makeStartup(dice, brand(), at)),
    ...Array.from({ length: acquirers }, () => makeAcquirer(dice, brand())),
  ]
  const world: World = { organizations: [], preferences: [], claims: [], people: [], members: [], profiles: new Map() }
  for (const profile of profiles) addOrganization(world, profile, dice, means)
  return world
}

function addOrganization(world: World, profile: SeedOrganization, dice: Dice, means: WorldMeans): void {
  const id = means.newId()
  const at = new Date(means.now - dice.between(20, 200) * 86_400_000)
  const host = `${profile.brand.en.toLowerCase()}-${profile.kind}.example`
  const lead = profile.foreign ? foreignPersonName(dice) : personName(dice)
  world.profiles.set(id, profile)
  world.organizations.push({
    id,
    kind: profile.kind,
    subkind: profile.subkind,
    nameZh: profile.nameZh,
    nameEn: profile.nameEn,
    legalName: profile.legalName,
    website: `https://${host}`,
    websiteHost: host,
    region: profile.region,
    place: profile.place,
    foundedOn: profile.foundedOn,
    teamSize: profile.teamSize,
    oneLinerZh: profile.oneLiner.zh,
    oneLinerEn: profile.oneLiner.en,
    descriptionZh: profile.description.zh,
    descriptionEn: profile.description.en,
    sectors: profile.sectors,
    tags: [],
    labels: profile.labels,
    stage: profile.stage,
    round: profile.round,
    intakeClass: profile.intakeClass,
    aumBand: profile.aumBand,
    valuation: profile.valuation ?? undefined,
    funding: [],
    contact: { name: lead.zh || lead.en, email: `contact@${host}`, phone: '' },
    ...means.keys({ nameZh: profile.nameZh, nameEn: profile.nameEn, extra: [profile.legalName] }),
    createdAt: at,
    updatedAt: at,
  })
  world.preferences.push({ id: means.newId(), organizationId: id, kind: profile.preference.kind, body: profile.preference.body as unknown as Prisma.InputJsonObject, updatedAt: at })
  addClaims(world, id, profile, dice, means, at)
  addPeople(world, id, profile, lead, dice, means, at)
}

function addClaims(world: World, organizationId: string, profile: SeedOrganization, dice: Dice, means: WorldMeans, at: Date): void {
  const states = ['verified', 'verified', 'submitted', 'under_review'] as const
  const claim = (kind: string, value: string): void => {
    const state = dice.pick(states)
    world.claims.push({ id: means.newId(), organizationId, kind, value, state, reviewedAt: state === 'verified' ? at : undefined, createdAt: at })
  }
  if (profile.aumBand !== '') claim('aum', profile.aumBand)
  for (const label of profile.labels) claim('label', label)
}

const titles: Record<SeedOrganization['kind'], [BilingualName, BilingualName]> = {
  startup: [{ zh: '创始人兼首席执行官', en: 'Founder and CEO' }, { zh: '联合创始人', en: 'Co-founder' }],
  investor: [{ zh: '合伙人', en: 'Partner' }, { zh: '投资总监', en: 'Investment director' }],
  acquirer: [{ zh: '战略投资部总经理', en: 'Head of strategic investment' }, { zh: '董事会秘书', en: 'Board secretary' }],
}

function addPeople(world: World, organizationId: string, profile: SeedOrganization, lead: BilingualName, dice: Dice, means: WorldMeans, at: Date): void {
  const second = profile.foreign ? foreignPersonName(dice) : personName(dice)
  const names = dice.chance(0.45) && second.en !== lead.en ? [lead, second] : [lead]
  names.forEach((name, position) => {
    const personId = means.newId()
    const title = titles[profile.kind][position === 0 ? 0 : 1]
    const mailbox = name.en.toLowerCase().replace(/[^a-z]+/g, '.')
    const keys = means.keys({ nameZh: name.zh, nameEn: name.en, extra: [] })
    world.people.push({
      id: personId,
      email: `${mailbox}@${profile.brand.en.toLowerCase()}-${profile.kind}.example`,
      nameZh: name.zh,
      nameEn: name.en,
      titleZh: title.zh,
      titleEn: title.en,
      phone: profile.foreign ? null : `+86138${String(dice.between(10_000_000, 99_999_999))}`,
      locale: profile.foreign ? 'en' : 'zh-CN',
      zone: profile.foreign ? 'America/New_York' : null,
      sortKey: keys.sortKey,
      searchKey: keys.searchKey,
      createdAt: at,
      updatedAt: at,
    })
    world.members.push({ organizationId, personId, name, isLead: position === 0 })
  })
}
