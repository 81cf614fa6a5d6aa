import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import { organizationKeys, personKeys } from '#server/domain/directory/organization-keys.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import { addDelegateInput, addOrganizationInput, editOrganizationInput, peopleInput, reviewClaimInput, setDelegationInput, submitClaimInput } from '#server/protocol/inputs/directory.ts'
import { actorWithRole, makeDelegation, type MadeDelegation } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makePerson, makeSession } from '#tests/factories/people.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let fund: MadeDelegation
let firm: MadeDelegation
const named = (nameZh: string, nameEn: string, website = '') => ({ nameZh, nameEn, website, ...organizationKeys({ nameZh, nameEn, legalName: '', website, aliases: [] }, phonetics) })
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
  organizer = actorWithRole(event.id, 'organizer')
  const contact = { name: '', email: 'closed-contact@example.com', phone: '' }
  fund = await makeDelegation(house.db, event.id, 'investor', '远山资本', { organization: { ...named('远山资本', 'FarHill'), subkind: 'vc', aumBand: '10_50', contact }, claims: [{ kind: 'aum', value: '10_50', state: 'submitted' }] })
  firm = await makeDelegation(house.db, event.id, 'startup', '星河生物', { organization: { ...named('星河生物', 'Xinghe Bio'), sectors: ['innov_drug'], stage: 'growth', valuation: { minMinor: 424_242, maxMinor: null, currency: 'CNY', approximate: false } } })
  await house.db.client.person.update({ where: { id: firm.personId }, data: { nameZh: '单知远', nameEn: 'Shan Zhiyuan', ...personKeys({ nameZh: '单知远', nameEn: 'Shan Zhiyuan' }, phonetics) } })
})
afterEach(() => house.dispose())

const list = async (filters: Record<string, unknown>, actor: PersonActor | typeof anonymous = organizer) => house.app.directory.list(actor, peopleInput.parse({ eventId: event.id, ...filters }))
async function found(filters: Record<string, unknown>): Promise<string[]> {
  const page = await list(filters)
  return page.ok ? page.value.rows.map((row) => row.nameZh) : [page.error.code]
}
const here = (made: MadeDelegation) => ({ eventId: event.id, delegationId: made.delegationId })

describe('the People room', () => {
  it.each(['星河', 'xinghe', 'xing he', 'xhsw', 'XINGHE BIO', '单知远', 'shanzhiyuan', 'szy'])('finds a company by %s', async (q) => {
    expect(await found({ q })).toEqual(['星河生物'])
  })

  it('filters by side, kind, sector with what is beneath it, stage, AUM band and how far claims are checked', async () => {
    expect(await found({ side: 'investor' })).toEqual(['远山资本'])
    expect(await found({ kind: 'vc' })).toEqual(['远山资本'])
    expect(await found({ sector: 'biomed' })).toEqual(['星河生物'])
    expect(await found({ stage: 'growth' })).toEqual(['星河生物'])
    expect(await found({ aumBand: '10_50' })).toEqual(['远山资本'])
    expect(await found({ claim: 'waiting' })).toEqual(['远山资本'])
    expect(await found({ claim: 'none' })).toEqual(['星河生物'])
    expect(await found({ q: 'no such name' })).toEqual([])
  })

  it('goes on after a cursor, and asks the database as often for three as for two', async () => {
    const first = await list({ limit: 1 })
    const cursor = first.ok ? first.value.nextCursor : null
    expect([await found({ limit: 1 }), await found({ limit: 1, cursor })]).toEqual([['星河生物'], ['远山资本']])
    let statements = 0
    const { read } = house.db
    house.db.read = (work) => read((sql) => work({ ...sql, all: (text, ...values) => (statements += 1, sql.all(text, ...values)) }))
    const directory = (await import('#server/features/directory/queries.ts')).createDirectoryQueries({ db: house.db, clock: house.clock })
    await directory.list(organizer, peopleInput.parse({ eventId: event.id }))
    const forTwo = statements
    await makeDelegation(house.db, event.id, 'startup', '海棠材料')
    await directory.list(organizer, peopleInput.parse({ eventId: event.id }))
    expect([forTwo, statements - forTwo]).toEqual([3, 3])
  })

  it('shows addresses to organizers only, and nothing to anybody without a part in it', async () => {
    const asOrganizer = JSON.stringify(await list({}))
    const asCoOrganizer = JSON.stringify(await list({}, actorWithRole(event.id, 'co_organizer')))
    expect([asOrganizer.includes(`${firm.personId}@example.com`), asCoOrganizer.includes('@example.com'), asCoOrganizer.includes('星河生物')]).toEqual([true, false, true])
    for (const [actor, code] of [[fund.actor, 'auth.forbidden'], [anonymous, 'auth.required'], [actorWithRole((await makeEvent(house.db)).id, 'organizer'), 'auth.forbidden']] as const) {
      expect(await list({}, actor)).toEqual({ ok: false, error: { code } })
    }
  })

  it('opens a card whose valuation and contact a co-organizer does not get', async () => {
    const text = async (role: 'organizer' | 'co_organizer', made: MadeDelegation) => JSON.stringify(await house.app.directory.get(actorWithRole(event.id, role), here(made)))
    expect([(await text('organizer', firm)).includes('424242'), (await text('co_organizer', firm)).includes('424242')]).toEqual([true, false])
    expect([(await text('organizer', fund)).includes('closed-contact'), (await text('co_organizer', fund)).includes('closed-contact')]).toEqual([true, false])
    const other = await makeEvent(house.db)
    expect(await house.app.directory.get(actorWithRole(other.id, 'organizer'), { eventId: other.id, delegationId: firm.delegationId })).toEqual({ ok: false, error: { code: 'record.not_found' } })
  })
})

describe('an organization', () => {
  const code = '91350100M000100Y43'
  it('is added by hand and found at once; its credit code belongs to it alone', async () => {
    const input = { eventId: event.id, side: 'startup', nameZh: '海棠材料', uscc: code }
    expect((await house.app.directory.addOrganization(organizer, addOrganizationInput.parse(input))).ok).toBe(true)
    expect(await found({ q: 'htcl' })).toEqual(['海棠材料'])
    const again = await house.app.directory.addOrganization(organizer, addOrganizationInput.parse({ ...input, nameZh: '别的公司' }))
    expect(again).toEqual({ ok: false, error: { code: 'input.invalid', fields: [{ path: 'uscc', code: 'directory.uscc_taken' }] } })
    expect(addOrganizationInput.safeParse({ ...input, uscc: '91350100M000100Y44' }).success).toBe(false)
  })

  it('edited by two at once keeps the first edit and tells the second', async () => {
    const edit = (nameZh: string) => house.app.directory.editOrganization(organizer, editOrganizationInput.parse({ ...here(firm), version: '1', nameZh }))
    const answers = await Promise.all([edit('甲生物'), edit('乙生物')])
    expect(answers.map((answer) => (answer.ok ? 'saved' : answer.error.code)).sort()).toEqual(['record.changed', 'saved'])
  })

  it('stays while a request is open, and leaves with the roles of its people', async () => {
    await house.db.client.eventRole.create({ data: { id: 'r', eventId: event.id, personId: firm.personId, role: 'founder', organizationId: firm.organizationId, createdAt: new Date(0) } })
    const request = { id: 'q', eventId: event.id, fromDelegationId: fund.delegationId, toDelegationId: firm.delegationId, createdById: fund.personId, lengthMinutes: 20, expiresAt: new Date(0), createdAt: new Date(0) }
    await house.db.client.meetingRequest.create({ data: request })
    expect(await house.app.directory.removeDelegation(organizer, here(firm))).toEqual({ ok: false, error: { code: 'directory.has_dealings' } })
    await house.db.client.meetingRequest.update({ where: { id: 'q' }, data: { state: 'declined' } })
    expect(await house.app.directory.removeDelegation(organizer, here(firm))).toEqual({ ok: true, value: undefined })
    expect([await house.db.client.eventRole.count(), await found({})]).toEqual([0, ['远山资本']])
    expect(house.cuts).toEqual([{ personId: firm.personId, code: 'auth.forbidden' }])
  })

  it('is told when none of its people can come, in the zone of the event', async () => {
    const set = (unavailable: unknown[], homeTableId = '') => house.app.directory.setDelegation(organizer, setDelegationInput.parse({ ...here(firm), side: 'startup', inboundCap: '8', outboundQuota: '', homeTableId, unavailable }))
    expect(await set([{ startsAt: '2026-12-02T09:00', endsAt: '2026-12-02T10:00' }, { startsAt: '', endsAt: '' }], event.tables[0]?.id)).toEqual({ ok: true, value: undefined })
    const detail = await house.app.directory.get(organizer, here(firm))
    expect(detail.ok && [detail.value.unavailable, detail.value.inboundCap, detail.value.homeTableId]).toEqual([[{ startsAt: event.at('09:00'), endsAt: event.at('10:00') }], 8, event.tables[0]?.id])
    const refused = await set([{ startsAt: '2026-12-02T10:00', endsAt: '2026-12-02T09:00' }], (await makeEvent(house.db)).tables[0]?.id)
    expect(refused).toEqual({ ok: false, error: { code: 'input.invalid', fields: [{ path: 'unavailable.0.endsAt', code: 'setup.ends_before_start' }, { path: 'homeTableId', code: 'directory.other_meeting_table' }] } })
  })
})

describe('a delegate', () => {
  const add = (made: MadeDelegation, fields: Record<string, unknown>) => house.app.directory.addDelegate(organizer, addDelegateInput.parse({ ...here(made), ...fields }))

  it('who has an account already joins with it: name, phone, sessions and other roles stay as they are', async () => {
    const known = await makePerson(house.db, { email: 'known@example.com', nameZh: '本来的名字', phone: '+8613800000000' })
    await makeSession(house.db, known.id)
    const before = await house.db.client.person.findUniqueOrThrow({ where: { id: known.id }, include: { sessions: true } })
    expect(await add(firm, { email: ' Known@Example.com ', nameZh: '别人写的名字', phone: '13900000000' })).toEqual({ ok: true, value: { personId: known.id } })
    expect(await house.db.client.person.findUniqueOrThrow({ where: { id: known.id }, include: { sessions: true } })).toEqual(before)
    expect(await house.db.client.person.count({ where: { email: 'known@example.com' } })).toBe(1)
  })

  it('acts for one organization at an event', async () => {
    const { email } = await house.db.client.person.findUniqueOrThrow({ where: { id: fund.personId }, select: { email: true } })
    expect(await add(firm, { email, nameZh: '某人' })).toEqual({ ok: false, error: { code: 'directory.delegate_elsewhere', params: { name: '远山资本' } } })
    await add(firm, { email: 'new@example.com', nameZh: '周一' })
    await add(firm, { email: 'new@example.com', nameZh: '周一' })
    expect(await house.db.client.delegate.count({ where: { delegationId: firm.delegationId } })).toBe(2)
  })

  it('who leaves loses the role, and the next one leads', async () => {
    await add(firm, { email: 'new@example.com', nameZh: '周一' })
    expect(await house.app.directory.removeDelegate(organizer, { ...here(firm), personId: firm.personId })).toEqual({ ok: true, value: undefined })
    const left = await house.db.client.delegate.findMany({ where: { delegationId: firm.delegationId }, select: { isLead: true, person: { select: { email: true } } } })
    expect(left).toEqual([{ isLead: true, person: { email: 'new@example.com' } }])
  })

  it.each(['a@b.com(x)evil.com', 'two@example.com,three@example.com', 'a@example.com\r\nBcc: b@example.com', 'group:a@example.com;'])('is refused with the address %j', (email) => {
    expect(addDelegateInput.safeParse({ ...here(firm), email, nameZh: '周一' }).success).toBe(false)
  })
})

describe('a claim', () => {
  const claimOf = async () => house.db.client.claim.findFirstOrThrow({ where: { organizationId: fund.organizationId } })
  const review = (claimId: string, fields: Record<string, unknown>, made = fund) => house.app.directory.reviewClaim(organizer, reviewClaimInput.parse({ ...here(made), claimId, ...fields }))

  it('is verified once, by whom, when and until when; of two reviewers one is told', async () => {
    const { id } = await claimOf()
    const answers = await Promise.all(['verified', 'suspended'].map((verdict) => review(id, { seen: 'submitted', verdict, expiresOn: '2027-06-30' })))
    expect(answers.map((answer) => (answer.ok ? 'taken' : answer.error.code)).sort()).toEqual(['claim.not_submitted', 'taken'])
    const { state, reviewedById, reviewedAt, expiresAt } = await claimOf()
    expect({ state, reviewedById, reviewedAt, expiresAt }).toEqual({ state: answers[0]?.ok ? 'verified' : 'suspended', reviewedById: organizer.personId, reviewedAt: new Date(house.clock.now()), expiresAt: new Date('2027-06-30T15:59:00Z') })
  })

  it('that has run out counts as ended, not as verified', async () => {
    const { id } = await claimOf()
    await review(id, { seen: 'submitted', verdict: 'verified', expiresOn: '2026-12-31' })
    expect([await found({ claim: 'verified' }), await found({ claim: 'ended' })]).toEqual([['远山资本'], []])
    house.clock.advance(60 * 86_400_000)
    expect([await found({ claim: 'verified' }), await found({ claim: 'ended' })]).toEqual([[], ['远山资本']])
  })

  it('is handed in by the organization itself, once, and never verified by it', async () => {
    const submit = (actor: PersonActor) => house.app.directory.submitClaim(actor, submitClaimInput.parse({ ...here(fund), kind: 'filing', value: 'P1000001' }))
    expect((await submit(fund.actor)).ok).toBe(true)
    expect(await submit(fund.actor)).toEqual({ ok: false, error: { code: 'claim.already_there' } })
    expect(await submit(firm.actor)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
    const { id } = await claimOf()
    expect(await house.app.directory.reviewClaim(fund.actor, reviewClaimInput.parse({ ...here(fund), claimId: id, seen: 'submitted', verdict: 'verified' }))).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
    expect(await review(id, { seen: 'submitted', verdict: 'verified' }, firm)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  })
})

describe('the search box', () => {
  const search = async (actor: PersonActor | typeof anonymous, q: string) => (await house.app.directory.search(actor, { q, event: event.slug }, 'zh-CN')).map((hit) => `${hit.kind} ${hit.label}`)
  it('finds organizations, people and rooms for the organizer, by pinyin too', async () => {
    expect(await search(organizer, 'xhsw')).toEqual(['organization 星河生物'])
    expect(await search(organizer, 'shanzhiyuan')).toEqual(['person 单知远'])
    expect(await search(organizer, 'canhui')).toEqual(['page 参会'])
  })

  it('finds nobody for an outsider, and for a participant only once the directory is open', async () => {
    expect([await search(anonymous, '星河'), await search(actorWithRole((await makeEvent(house.db)).id, 'organizer'), '星河')]).toEqual([[], []])
    expect(await search(fund.actor, '星河')).toEqual(['organization 星河生物'])
    await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'review' } })
    expect(await search(fund.actor, '星河')).toEqual([])
    expect(await search(fund.actor, '远山')).toEqual(['organization 远山资本'])
  })

  it('never gives an address away', async () => {
    expect(JSON.stringify(await house.app.directory.search(organizer, { q: '单知远', event: event.slug }, 'en'))).not.toContain('@')
  })
})

describe('the roster as a file', () => {
  const file = async (actor: PersonActor | typeof anonymous, format: 'csv' | 'xlsx' = 'csv') => house.app.directory.exportRoster(actor, peopleInput.parse({ eventId: event.id }), format, 'zh-CN')

  it('opens in Excel as text: no cell begins a formula, whatever names people give themselves', async () => {
    const names = ['=HYPERLINK("http://evil.example")', '+1', '-2', '@sum', '\u200b=1', '＝2']
    for (const name of names) await makeDelegation(house.db, event.id, 'startup', name)
    const exported = await file(organizer)
    const text = exported.ok ? new TextDecoder().decode(exported.value.bytes) : ''
    expect(exported.ok && [...exported.value.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const firsts = text.split('\r\n').slice(1, -1).map((line) => line.replace(/^"/, '').slice(0, 1))
    expect(firsts.filter((first) => /[=+\-@＝]/.test(first))).toEqual([])
    expect(firsts.filter((first) => first === "'")).toHaveLength(names.length)
  })

  it('holds no valuation, contact card or remark; it is for organizers, and its leaving is kept', async () => {
    const exported = await file(organizer)
    const text = exported.ok ? new TextDecoder().decode(exported.value.bytes) : ''
    expect([text.includes('星河生物'), text.includes(`${firm.personId}@example.com`), text.includes('424242'), text.includes('closed-contact')]).toEqual([true, true, false, false])
    expect(await house.db.client.auditEntry.count({ where: { action: 'roster:exported', eventId: event.id } })).toBe(1)
    for (const [actor, code] of [[actorWithRole(event.id, 'co_organizer'), 'auth.forbidden'], [fund.actor, 'auth.forbidden'], [anonymous, 'auth.required']] as const) {
      expect(await file(actor)).toEqual({ ok: false, error: { code } })
    }
    const workbook = await file(organizer, 'xlsx')
    expect(workbook.ok && [...workbook.value.bytes.slice(0, 2)]).toEqual([0x50, 0x4b])
  })
})
