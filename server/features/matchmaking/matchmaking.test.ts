import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { rankInput } from '#server/protocol/inputs/matchmaking.ts'
import { actorWithRole, makeDelegation, type MadeDelegation } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { millions } from '#tests/factories/parties.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let robots: MadeDelegation
let drugs: MadeDelegation

const secretValuation = 777_123_456_00

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
  fund = await makeDelegation(test.db, event.id, 'investor', '海岳创投', { organization: { subkind: 'vc' }, thesis: { sectors: ['robotics'], rounds: ['a'], ticket: millions(10, 30) } })
  robots = await makeDelegation(test.db, event.id, 'startup', '灵爪机器人', {
    organization: { sectors: ['robotics'], valuation: { minMinor: secretValuation, maxMinor: secretValuation, currency: 'CNY', approximate: false }, contact: { name: '秘密联系人', email: 'secret@example.com', phone: '+8613800000000' } },
    need: { round: 'a', amount: millions(20, 20) },
  })
  drugs = await makeDelegation(test.db, event.id, 'startup', '康元新药', { organization: { sectors: ['innov_drug'] }, need: { round: 'd' } })
})
afterEach(() => test.dispose())

const names = async (actor = fund.actor, more: object = {}) => {
  const ranked = await test.app.matchmaking.rank(actor, { eventId: event.id, ...rankInput.parse(more) })
  return ranked.ok ? ranked.value.matches.map((match) => match.partner.nameZh) : ranked.error.code
}

describe('ranking', () => {
  it('lists the better match first, with reasons for both sides', async () => {
    const ranked = await test.app.matchmaking.rank(fund.actor, { eventId: event.id, ...rankInput.parse({}) })
    expect(ranked.ok && ranked.value.matches.map(({ partner, mine, theirs }) => ({ name: partner.nameZh, mine: mine.best[0]?.code, theirs: theirs.best[0]?.code, against: mine.against[0]?.code }))).toEqual([
      { name: '灵爪机器人', mine: 'sector.exact', theirs: 'sector.exact', against: undefined },
      { name: '康元新药', mine: undefined, theirs: undefined, against: 'sector.none' },
    ])
  })

  it('follows a changed profile, a changed wish, a new claim and a withdrawal at once', async () => {
    expect(await names()).toEqual(['灵爪机器人', '康元新药'])
    await test.db.client.preference.update({ where: { organizationId_kind: { organizationId: fund.organizationId, kind: 'thesis' } }, data: { body: { sectors: ['innov_drug'], stages: [], rounds: [], ticket: null, instruments: [], regions: [], avoidSectors: [], intents: [], notes: '' }, version: { increment: 1 } } })
    expect(await names()).toEqual(['康元新药', '灵爪机器人'])
    await test.db.client.organization.update({ where: { id: robots.organizationId }, data: { sectors: ['innov_drug'], labels: ['专精特新'], version: { increment: 1 } } })
    expect(await names()).toEqual(['灵爪机器人', '康元新药'])
    await test.db.client.claim.create({ data: { id: 'c1', organizationId: drugs.organizationId, kind: 'label', value: '专精特新', state: 'verified', createdAt: new Date(0) } })
    expect(await names(fund.actor, { verified: true })).toEqual(['康元新药'])
    await test.db.client.delegation.update({ where: { id: robots.delegationId }, data: { status: 'withdrawn' } })
    expect(await names()).toEqual(['康元新药'])
  })

  it('keeps an expired claim from counting as soon as it expires', async () => {
    await test.db.client.claim.create({ data: { id: 'c2', organizationId: robots.organizationId, kind: 'label', value: '', state: 'verified', expiresAt: new Date(test.clock.now() + 1000), createdAt: new Date(0) } })
    expect(await names(fund.actor, { verified: true })).toEqual(['灵爪机器人'])
    test.clock.advance(2000)
    expect(await names(fund.actor, { verified: true })).toEqual([])
  })

  it('pages through all partners without gap or repetition', async () => {
    for (let i = 0; i < 7; i += 1) await makeDelegation(test.db, event.id, 'startup', `同类${i}`, { organization: { sectors: ['robotics'] } })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await test.app.matchmaking.rank(fund.actor, { eventId: event.id, ...rankInput.parse({ limit: 2, cursor }) })
      if (!page.ok) throw new Error(page.error.code)
      seen.push(...page.value.matches.map((match) => match.partner.delegationId))
      cursor = page.value.nextCursor
    } while (cursor !== null)
    expect({ many: seen.length, different: new Set(seen).size }).toEqual({ many: 9, different: 9 })
  })

  it('filters by field, round and region', async () => {
    expect([await names(fund.actor, { sector: 'biomed' }), await names(fund.actor, { round: 'a' }), await names(fund.actor, { region: 'cn' })]).toEqual([['康元新药'], ['灵爪机器人'], []])
  })

  it('hides a fund from whom it must not be shown to, and whom it must not be shown to from the fund', async () => {
    await test.db.client.preference.update({ where: { organizationId_kind: { organizationId: robots.organizationId, kind: 'need' } }, data: { body: { round: null, amount: null, instruments: [], seeks: [], avoidOrganizations: ['海岳创投'], openToAcquisition: false, notes: '' }, version: { increment: 1 } } })
    expect([await names(), await names(fund.actor, { list: 'blocked' })]).toEqual([['康元新药'], []])
    expect(await test.app.matchmaking.pair(fund.actor, { eventId: event.id, otherDelegationId: robots.delegationId })).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect(await names(robots.actor, { list: 'blocked' })).toEqual(['海岳创投'])
  })

  it('says nothing of valuation and contact, to nobody', async () => {
    const answers = [
      await test.app.matchmaking.rank(fund.actor, { eventId: event.id, ...rankInput.parse({}) }),
      await test.app.matchmaking.pair(fund.actor, { eventId: event.id, otherDelegationId: robots.delegationId }),
      await test.app.matchmaking.overview(actorWithRole(event.id, 'organizer'), event.id),
    ]
    expect(JSON.stringify(answers)).toContain('灵爪机器人')
    for (const secret of [String(secretValuation), 'secret@example.com', '秘密联系人', '+8613800000000']) expect(JSON.stringify(answers)).not.toContain(secret)
  })
})

describe('who may see', () => {
  it('nobody before the list of participants is published, but the organizer', async () => {
    await test.db.client.event.update({ where: { id: event.id }, data: { phase: 'review' } })
    const organizer = actorWithRole(event.id, 'organizer')
    const asOrganizer = await test.app.matchmaking.rank(organizer, { eventId: event.id, delegationId: fund.delegationId, ...rankInput.parse({}) })
    expect([await names(), asOrganizer.ok]).toEqual(['phase.closed', true])
  })

  it("another's ranking and the overview only staff", async () => {
    const foreign = await test.app.matchmaking.rank(fund.actor, { eventId: event.id, delegationId: robots.delegationId, ...rankInput.parse({}) })
    const overview = await test.app.matchmaking.overview(fund.actor, event.id)
    const stranger = await test.app.matchmaking.rank({ kind: 'anonymous' }, { eventId: event.id, ...rankInput.parse({}) })
    expect([foreign, overview, stranger].map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(['auth.forbidden', 'auth.forbidden', 'auth.required'])
  })

  it("another event's delegation is not found", async () => {
    const elsewhere = await makeEvent(test.db, { phase: 'published' })
    const other = await makeDelegation(test.db, elsewhere.id, 'startup', '别处')
    expect(await test.app.matchmaking.pair(fund.actor, { eventId: event.id, otherDelegationId: other.delegationId })).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect(await test.app.matchmaking.mark(fund.actor, { eventId: event.id, otherDelegationId: other.delegationId, mark: 'later' })).toEqual({ ok: false, error: { code: 'record.not_found' } })
  })
})

describe('marks', () => {
  it('later and never move a partner to a list of its own, and back', async () => {
    const mark = (who: MadeDelegation, what: 'later' | 'never' | 'none') => test.app.matchmaking.mark(fund.actor, { eventId: event.id, otherDelegationId: who.delegationId, mark: what })
    await mark(robots, 'later')
    await mark(drugs, 'never')
    await mark(drugs, 'never')
    expect([await names(), await names(fund.actor, { list: 'later' }), await names(fund.actor, { list: 'never' })]).toEqual([[], ['灵爪机器人'], ['康元新药']])
    await mark(robots, 'none')
    await mark(drugs, 'later')
    expect([await names(), await names(fund.actor, { list: 'later' })]).toEqual([['灵爪机器人'], ['康元新药']])
    expect(await names(robots.actor)).toEqual(['海岳创投'])
  })
})

describe("the organizer's overview", () => {
  it('names a good pair that nobody asked for, and the lonely with the reason', async () => {
    const overview = await test.app.matchmaking.overview(actorWithRole(event.id, 'organizer'), event.id)
    if (!overview.ok) throw new Error(overview.error.code)
    expect({ missing: overview.value.missing.map(({ buyer, seller }) => ({ buyer, seller })), lonely: overview.value.lonely.map(({ delegationId, reason }) => ({ delegationId, code: reason.code })) }).toEqual({
      missing: [{ buyer: fund.delegationId, seller: robots.delegationId }],
      lonely: [{ delegationId: drugs.delegationId, code: 'sector.none' }],
    })
  })

  it('drops a pair that has asked, and names who receives more than the cap allows', async () => {
    await test.db.client.delegation.update({ where: { id: robots.delegationId }, data: { inboundCap: 1 } })
    await test.db.client.meetingRequest.create({ data: { id: 'r1', eventId: event.id, fromDelegationId: fund.delegationId, toDelegationId: robots.delegationId, createdById: fund.personId, lengthMinutes: 20, expiresAt: new Date(0), createdAt: new Date(0) } })
    const overview = await test.app.matchmaking.overview(actorWithRole(event.id, 'organizer'), event.id)
    expect(overview.ok && { missing: overview.value.missing, overloaded: overview.value.overloaded }).toEqual({ missing: [], overloaded: [{ delegationId: robots.delegationId, inbound: 1, cap: 1 }] })
  })
})
