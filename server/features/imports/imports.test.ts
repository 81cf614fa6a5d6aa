import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import type { Preview } from '#server/features/imports/queries.ts'
import { editCellInput, previewInput, remapInput, type UploadInput } from '#server/protocol/inputs/imports.ts'
import { actorWithRole } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makePerson } from '#tests/factories/people.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
  organizer = actorWithRole(event.id, 'organizer')
})
afterEach(() => house.dispose())

const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'))
async function upload(bytes: Uint8Array, target: UploadInput['target'] = 'startups'): Promise<string> {
  const uploaded = await house.app.imports.upload(organizer, { eventId: event.id, target, fileName: '名单.csv', bytes })
  if (!uploaded.ok) throw new Error(uploaded.error.code)
  return uploaded.value.batchId
}
async function look(batchId: string, list: Preview['rows'][number]['state'] | 'all' = 'all'): Promise<Preview> {
  const preview = await house.app.imports.get(organizer, previewInput.parse({ eventId: event.id, batchId, list: list === 'bad' ? 'mend' : list }))
  if (!preview.ok) throw new Error(preview.error.code)
  return preview.value
}
const apply = (batchId: string) => house.app.imports.apply(organizer, { eventId: event.id, batchId })
const undo = (batchId: string) => house.app.imports.undo(organizer, { eventId: event.id, batchId })
const edit = (batchId: string, row: number, column: number, value: string) => house.app.imports.editCell(organizer, editCellInput.parse({ eventId: event.id, batchId, row, column, value }))
const issues = (preview: Preview) => [...preview.fileIssues, ...preview.rows.flatMap((row) => row.issues)].filter((issue) => issue.severity === 'error').map(({ row, column, code }) => ({ row, column, code }))

/** Every row that a roster may touch, in full. */
async function everything() {
  const { client } = house.db
  const order = { orderBy: { id: 'asc' } } as const
  return {
    organizations: await client.organization.findMany(order), preferences: await client.preference.findMany(order), claims: await client.claim.findMany(order), people: await client.person.findMany(order),
    delegations: await client.delegation.findMany(order), delegates: await client.delegate.findMany(order), roles: await client.eventRole.findMany(order),
  }
}
const counts = async () => Object.fromEntries(Object.entries(await everything()).map(([name, rows]) => [name, rows.length]))
const nothing = { organizations: 0, preferences: 0, claims: 0, people: 0, delegations: 0, delegates: 0, roles: 0 }

const heading = '公司名称,统一社会信用代码,联系人,邮箱,行业,拟融资金额'
const twoFirms = csv(heading, '远山智能,91350100M000100Y43,林知远,lin@yuanshan.example,人工智能,2000万元', '星河生物,,,,生物医药,未透露')

describe('a roster', () => {
  it('is shown with three sample values a column and the guess filled in, and changes nothing yet', async () => {
    const preview = await look(await upload(twoFirms))
    expect(preview.columns.map(({ header, samples, field }) => [header, samples, field])).toEqual([
      ['公司名称', ['远山智能', '星河生物'], 'name'],
      ['统一社会信用代码', ['91350100M000100Y43'], 'uscc'],
      ['联系人', ['林知远'], 'contactName'],
      ['邮箱', ['lin@yuanshan.example'], 'contactEmail'],
      ['行业', ['人工智能', '生物医药'], 'sectors'],
      ['拟融资金额', ['2000万元', '未透露'], 'seekAmount'],
    ])
    expect(preview.counts).toEqual({ ready: 2, mend: 0, same: 0, skipped: 0, similar: 0, badCells: 0, warnings: 0 })
    expect(await counts()).toEqual(nothing)
  })

  it('becomes organizations, what they seek, people, delegations and roles, all at once', async () => {
    const batchId = await upload(twoFirms)
    expect(await apply(batchId)).toEqual({ ok: true, value: { created: 2, updated: 0, people: 1, elsewhere: 0 } })
    const { organizations, preferences, people, delegations, delegates, roles } = await everything()
    expect(organizations.map(({ nameZh, uscc, sectors, valuation }) => ({ nameZh, uscc, sectors, valuation }))).toEqual([
      { nameZh: '远山智能', uscc: '91350100M000100Y43', sectors: ['ai'], valuation: null },
      { nameZh: '星河生物', uscc: null, sectors: ['biomed'], valuation: null },
    ])
    expect(preferences.map(({ kind, body }) => [kind, (body as { amount: unknown }).amount])).toEqual([['need', { minMinor: 2_000_000_000, maxMinor: 2_000_000_000, currency: 'CNY', approximate: false }]])
    expect(people.map(({ email, nameZh }) => [email, nameZh])).toEqual([['lin@yuanshan.example', '林知远']])
    expect(delegations.map(({ side, status }) => [side, status])).toEqual([['startup', 'active'], ['startup', 'active']])
    expect([delegates.map((row) => row.isLead), roles.map((row) => row.role)]).toEqual([[true], ['founder']])
  })

  it('applied twice, also at the same moment, is applied once', async () => {
    const batchId = await upload(twoFirms)
    const answers = await Promise.all([apply(batchId), apply(batchId)])
    expect(answers).toEqual([0, 1].map(() => ({ ok: true, value: { created: 2, updated: 0, people: 1, elsewhere: 0 } })))
    expect(await counts()).toMatchObject({ organizations: 2, people: 1, delegations: 2 })
  })

  it('with bad cells names each of them, saves nothing, and is taken once they are mended', async () => {
    const batchId = await upload(csv(heading, '远山智能,91350100M000100Y44,林知远,lin@yuanshan.example,人工智能,2000万元', '星河生物,,周一,not-an-address,生物医药,很多很多'))
    const preview = await look(batchId)
    expect(issues(preview)).toEqual([{ row: 2, column: 1, code: 'import.bad_uscc' }, { row: 3, column: 5, code: 'import.bad_money' }, { row: 3, column: 3, code: 'input.bad_email' }])
    expect(preview.counts).toMatchObject({ ready: 0, mend: 2, badCells: 3 })
    expect(await apply(batchId)).toEqual({ ok: false, error: { code: 'import.not_ready', params: { count: 3 } } })
    expect(await counts()).toEqual(nothing)
    await edit(batchId, 2, 1, '91350100M000100Y43')
    await edit(batchId, 3, 3, '')
    await edit(batchId, 3, 5, '')
    expect((await look(batchId)).counts).toMatchObject({ ready: 2, mend: 0, badCells: 0 })
    expect(await apply(batchId)).toMatchObject({ ok: true, value: { created: 2 } })
  })

  it('with one address under two names says so at the second', async () => {
    const batchId = await upload(csv(heading, '远山智能,,林知远,same@firm.example,,', '星河生物,,周一,same@firm.example,,'))
    expect(issues(await look(batchId))).toEqual([{ row: 3, column: 3, code: 'import.email_twice' }])
    expect((await apply(batchId)).ok).toBe(false)
    expect(await counts()).toEqual(nothing)
  })

  it('whose headings are swapped with their values is refused with a reason, not taken', async () => {
    const batchId = await upload(csv('远山智能,lin@yuanshan.example,2000万元', '公司名称,邮箱,金额', '星河生物,zhou@xinghe.example,500万'))
    const preview = await look(batchId)
    const named = issues(preview)
    expect(named.length + preview.counts.ready).toBeGreaterThan(0)
    expect(await counts()).toEqual(nothing)
  })

  it('finds the same organization in another writing and fills only what was empty', async () => {
    await apply(await upload(twoFirms))
    const batchId = await upload(csv('公司名称,网址,一句话介绍,行业', '遠山智能有限公司,https://yuanshan.example,工业视觉,机器人', '海棠材料,,,新材料'))
    const preview = await look(batchId)
    expect(preview.counts).toMatchObject({ ready: 1, same: 1 })
    expect(preview.rows.map(({ state, reason }) => [state, reason])).toEqual([['same', 'name'], ['new', null]])
    expect(await apply(batchId)).toMatchObject({ ok: true, value: { created: 1, updated: 1 } })
    const [first] = (await everything()).organizations
    expect(first).toMatchObject({ nameZh: '远山智能', website: 'https://yuanshan.example/', oneLinerZh: '工业视觉', sectors: ['ai', 'robotics'], version: 2 })
  })

  it('undone leaves every row as it was before', async () => {
    await apply(await upload(twoFirms))
    const before = await everything()
    const batchId = await upload(csv('公司名称,网址,行业,联系人,邮箱', '遠山智能有限公司,https://yuanshan.example,机器人,赵二,zhao@yuanshan.example', '海棠材料,,新材料,孙三,sun@haitang.example'))
    await apply(batchId)
    expect(await undo(batchId)).toEqual({ ok: true, value: undefined })
    const after = await everything()
    const content = (rows: typeof before) => ({ ...rows, organizations: rows.organizations.map(({ version: _version, updatedAt: _updatedAt, ...row }) => row) })
    expect(content(after)).toEqual(content(before))
    expect(await undo(batchId)).toEqual({ ok: false, error: { code: 'import.not_applied' } })
    expect(await apply(batchId)).toEqual({ ok: false, error: { code: 'import.no_longer_draft' } })
  })

  it('brings back who had been taken off the event; undone it takes them off again, unless they have dealings by then', async () => {
    await apply(await upload(twoFirms))
    await house.db.client.delegation.updateMany({ data: { status: 'withdrawn' } })
    const statuses = async () => (await everything()).delegations.map(({ status }) => status)
    const again = await upload(twoFirms)
    await apply(again)
    expect(await statuses()).toEqual(['active', 'active'])
    expect([await undo(again), await statuses()]).toEqual([{ ok: true, value: undefined }, ['withdrawn', 'withdrawn']])
    const third = await upload(twoFirms)
    await apply(third)
    const [from, to] = (await everything()).delegations
    const at = new Date(house.clock.now())
    await house.db.client.meetingRequest.create({ data: { id: 'r', eventId: event.id, fromDelegationId: from!.id, toDelegationId: to!.id, createdById: 'x', lengthMinutes: 20, expiresAt: at, createdAt: at } })
    expect(await undo(third)).toMatchObject({ ok: false, error: { code: 'import.undo_in_use', params: { count: 2 } } })
  })

  it('is not undone where somebody edited or signed in since, and says who', async () => {
    const batchId = await upload(twoFirms)
    await apply(batchId)
    const [person] = (await everything()).people
    const later = new Date(house.clock.now() + 1000)
    await house.db.client.authSession.create({ data: { id: 'a', publicId: 'b', personId: person?.id ?? '', createdAt: later, lastSeenAt: later, expiresAt: later } })
    expect(await undo(batchId)).toEqual({ ok: false, error: { code: 'import.undo_in_use', params: { name: '林知远', count: 1 } } })
    await house.db.client.organization.updateMany({ where: { nameZh: '星河生物' }, data: { version: 2 } })
    expect(await undo(batchId)).toEqual({ ok: false, error: { code: 'import.undo_changed', params: { name: '星河生物', count: 1 } } })
    expect(await counts()).toMatchObject({ organizations: 2, people: 1 })
  })

  it('never overwrites a person who is known by the address', async () => {
    const person = await makePerson(house.db, { email: 'lin@yuanshan.example', nameZh: '原来的名字' })
    const before = await house.db.client.person.findUniqueOrThrow({ where: { id: person.id } })
    await apply(await upload(twoFirms))
    expect(await house.db.client.person.findMany()).toEqual([before])
  })

  it('of people joins them to organizations that are here; others are named', async () => {
    await apply(await upload(twoFirms))
    const batchId = await upload(csv('姓名,单位,邮箱', '周一,远山智能,zhou@yuanshan.example', '吴二,不认识的公司,wu@unknown.example', '郑三,星河生物,'), 'people')
    expect(issues(await look(batchId))).toEqual([{ row: 3, column: 1, code: 'import.unknown_organization' }, { row: 4, column: 2, code: 'import.missing_email' }])
    for (const row of [3, 4]) await house.app.imports.decide(organizer, { eventId: event.id, batchId, row, decision: 'skip' })
    expect(await apply(batchId)).toMatchObject({ ok: true, value: { created: 0, people: 1 } })
    expect((await everything()).delegates).toHaveLength(2)
  })

  it('keeps a mapping that was corrected by hand for the next file with the same headings', async () => {
    const lines = ['名称,甲,乙', '远山智能,人工智能,https://yuanshan.example']
    const first = await upload(csv(...lines))
    await house.app.imports.remap(organizer, remapInput.parse({ eventId: event.id, batchId: first, mapping: ['name', 'tags', 'website'] }))
    const second = await look(await upload(csv(...lines)))
    expect(second.columns.map((column) => column.field)).toEqual(['name', 'tags', 'website'])
    const wrong = await house.app.imports.remap(organizer, remapInput.parse({ eventId: event.id, batchId: first, mapping: ['name', 'name', 'nonsense'] }))
    expect(wrong).toEqual({ ok: false, error: { code: 'input.invalid', fields: [{ path: 'mapping.1', code: 'input.not_an_option' }] } })
  })

  it('of another event is not found, and is nobody’s business but the organizer’s', async () => {
    const batchId = await upload(twoFirms)
    const other = await makeEvent(house.db)
    const input = { eventId: other.id, batchId }
    const elsewhere = actorWithRole(other.id, 'organizer')
    const notFound = { ok: false, error: { code: 'record.not_found' } }
    expect(await house.app.imports.get(elsewhere, previewInput.parse(input))).toEqual(notFound)
    expect(await house.app.imports.apply(elsewhere, input)).toEqual(notFound)
    expect(await house.app.imports.undo(elsewhere, input)).toEqual(notFound)
    expect(await house.app.imports.editCell(elsewhere, { ...input, row: 2, column: 0, value: 'x' })).toEqual(notFound)
    expect(await house.app.imports.discard(elsewhere, input)).toEqual(notFound)
    for (const [actor, code] of [[elsewhere, 'auth.forbidden'], [actorWithRole(event.id, 'co_organizer'), 'auth.forbidden'], [anonymous, 'auth.required']] as const) {
      expect(await house.app.imports.get(actor, previewInput.parse({ eventId: event.id, batchId }))).toEqual({ ok: false, error: { code } })
    }
  })
})
