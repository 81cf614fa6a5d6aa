import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { rankInput } from '#server/protocol/inputs/matchmaking.ts'
import { updatePreferenceInput, updateProfileInput } from '#server/protocol/inputs/profiles.ts'
import { actorWithRole, makeDelegation, type MadeDelegation } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let company: MadeDelegation

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
  fund = await makeDelegation(test.db, event.id, 'investor', '海岳创投', { thesis: { sectors: ['robotics'] } })
  company = await makeDelegation(test.db, event.id, 'startup', '灵爪机器人', {
    organization: { sectors: ['robotics'], valuation: { minMinor: 777_123, maxMinor: 777_123, currency: 'CNY', approximate: false }, contact: { name: '秘密联系人', email: 'secret@example.com', phone: '' } },
  })
})
afterEach(() => test.dispose())

const card = (more: object = {}) => updateProfileInput.parse({ eventId: event.id, organizationId: company.organizationId, version: 1, nameZh: '灵爪科技', nameEn: 'Clawtech', sectors: ['robotics'], ...more })
const code = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? 'ok' : answer.error?.code)

describe('editing the own card', () => {
  it('saves, and the name is found in Chinese, pinyin and English', async () => {
    expect(await test.app.profiles.update(company.actor, card())).toEqual({ ok: true, value: { version: 2 } })
    const row = await test.db.client.organization.findUniqueOrThrow({ where: { id: company.organizationId } })
    for (const term of ['灵爪', 'lingzhua', 'lzkj', 'clawtech']) expect(row.searchKey).toContain(term)
  })

  it('of two editors who saw the same version one wins and the other is told', async () => {
    const answers = await Promise.all([test.app.profiles.update(company.actor, card()), test.app.profiles.update(company.actor, card({ nameZh: '另一名' }))])
    expect(answers.map(code).sort()).toEqual(['ok', 'record.changed'])
  })

  it("nobody edits another's card; an organizer only that of a participant", async () => {
    const elsewhere = await makeEvent(test.db)
    expect(code(await test.app.profiles.update(fund.actor, card()))).toBe('auth.forbidden')
    expect(code(await test.app.profiles.update(actorWithRole(elsewhere.id, 'organizer'), { ...card(), eventId: elsewhere.id }))).toBe('record.not_found')
    expect(code(await test.app.profiles.update(actorWithRole(event.id, 'organizer'), card()))).toBe('ok')
  })

  it('is closed when the event is', async () => {
    await test.db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
    expect(code(await test.app.profiles.update(company.actor, card()))).toBe('phase.closed')
  })
})

describe('editing what is wanted', () => {
  const need = (version: number, round = 'a') =>
    updatePreferenceInput.parse({ eventId: event.id, organizationId: company.organizationId, version, kind: 'need', body: { round, amount: { from: '500', to: '1000', currency: 'CNY' }, avoidOrganizations: '甲资本\n\n乙资本' } })

  it('makes it, changes it, and refuses who is late', async () => {
    expect([code(await test.app.profiles.updatePreference(company.actor, need(0))), code(await test.app.profiles.updatePreference(company.actor, need(0))), code(await test.app.profiles.updatePreference(company.actor, need(1, 'b')))]).toEqual(['ok', 'record.changed', 'ok'])
    const own = await test.app.profiles.own(company.actor, event.id)
    expect(own.ok && own.value.need).toEqual({
      version: 2,
      body: { round: 'b', amount: { minMinor: 500_000_000, maxMinor: 1_000_000_000, currency: 'CNY', approximate: false }, instruments: [], seeks: [], avoidOrganizations: ['甲资本', '乙资本'], openToAcquisition: false, notes: '' },
    })
  })

  it('the ranking follows at once', async () => {
    const top = async () => {
      const ranked = await test.app.matchmaking.rank(fund.actor, { eventId: event.id, ...rankInput.parse({}) })
      return ranked.ok ? Math.round(ranked.value.matches[0]?.total ?? 0) : ranked.error.code
    }
    const before = await top()
    await test.app.profiles.updatePreference(fund.actor, updatePreferenceInput.parse({ eventId: event.id, organizationId: fund.organizationId, version: 1, kind: 'thesis', body: { sectors: ['gaming'] } }))
    expect(Number(before)).toBeGreaterThan(Number(await top()))
  })

  it.each([
    ['a range that runs backwards', { amount: { from: '9', to: '1' } }],
    ['a number that is none', { amount: { from: '1e309' } }],
    ['a round that there is not', { round: 'zz' }],
    ['text with NUL', { notes: 'a\u0000b' }],
    ['a lone surrogate', { notes: 'a\ud800' }],
  ])('%s is refused at the edge', (_name, body) => {
    expect(updatePreferenceInput.safeParse({ eventId: event.id, organizationId: company.organizationId, version: 0, kind: 'need', body }).success).toBe(false)
  })
})

describe('reading a profile', () => {
  it('closed fields never reach a partner, before or after a meeting is agreed; the owner and the organizer see them', async () => {
    const read = async (actor = fund.actor) => JSON.stringify(await test.app.profiles.get(actor, { eventId: event.id, delegationId: company.delegationId }))
    const closed = (text: string) => ({ contact: text.includes('secret@example.com'), valuation: text.includes('777123'), mail: text.includes(`${company.personId}@example.com`) })
    expect(closed(await read())).toEqual({ contact: false, valuation: false, mail: false })
    await test.db.client.meeting.create({ data: { id: 'm1', eventId: event.id, aDelegationId: fund.delegationId, bDelegationId: company.delegationId, startsAt: new Date(0), endsAt: new Date(1), uid: 'u1', createdAt: new Date(0), updatedAt: new Date(0) } })
    expect(closed(await read())).toEqual({ contact: false, valuation: false, mail: true })
    expect([closed(await read(company.actor)), closed(await read(actorWithRole(event.id, 'organizer')))]).toEqual([{ contact: true, valuation: true, mail: true }, { contact: true, valuation: true, mail: true }])
  })

  it('the preview is what that viewer really gets', async () => {
    const preview = await test.app.profiles.preview(company.actor, { eventId: event.id, as: 'partner' })
    const real = await test.app.profiles.get(fund.actor, { eventId: event.id, delegationId: company.delegationId })
    expect(preview.ok && preview.value.view).toEqual(real.ok && real.value)
  })

  it('who is on the avoid list finds nobody', async () => {
    await test.app.profiles.updatePreference(company.actor, updatePreferenceInput.parse({ eventId: event.id, organizationId: company.organizationId, version: 0, kind: 'need', body: { avoidOrganizations: '海岳创投' } }))
    expect(code(await test.app.profiles.get(fund.actor, { eventId: event.id, delegationId: company.delegationId }))).toBe('record.not_found')
  })

  it('strangers and early readers are refused', async () => {
    const elsewhere = await makeEvent(test.db)
    const stranger = await makeDelegation(test.db, elsewhere.id, 'investor', '外人')
    await test.db.client.event.update({ where: { id: event.id }, data: { phase: 'review' } })
    const as = async (actor: MadeDelegation['actor']) => code(await test.app.profiles.get(actor, { eventId: event.id, delegationId: company.delegationId }))
    expect([await as(stranger.actor), await as(fund.actor), await as(company.actor)]).toEqual(['auth.forbidden', 'phase.closed', 'ok'])
  })
})
