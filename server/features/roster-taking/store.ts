import { Prisma } from '#prisma/generated/client.ts'
import type { Side } from '#server/domain/access/actor.ts'
import { delegatesOf, sideOfTarget, type PlannedOrganization } from '#server/domain/directory/import-plan.ts'
import { claimsOf, emptyDetails, fillGaps, type OrganizationFields } from '#server/domain/directory/organization-fields.ts'
import { organizationKeys, personKeys, type OrganizationKeys } from '#server/domain/directory/organization-keys.ts'
import type { Batch } from '#server/features/imports/store.ts'
import type { Work } from '#server/jobs/work.ts'
import type { Tx } from '#server/platform/db.ts'
import { chunks, forMany, insertMany } from '#server/platform/in-chunks.ts'
import { phonetics } from '#server/platform/pinyin.ts'

/** Rows that one roster made, and what stood in those it filled: all that undoing needs. */
export type Effects = {
  created: Record<'organizations' | 'preferences' | 'claims' | 'people' | 'delegations' | 'delegates' | 'roles', string[]>
  /** `version` is the one after the import. */
  updated: { organizationId: string; version: number; before: Partial<OrganizationFields> & OrganizationKeys }[]
  /** Delegations that had been taken off the event; missing in rosters that were taken before this was noted. */
  returned?: string[]
  /** People who act for somebody else at this event already, and so became no delegates. */
  elsewhere: number
}

export const noEffects = (): Effects => ({ created: { organizations: [], preferences: [], claims: [], people: [], delegations: [], delegates: [], roles: [] }, updated: [], elsewhere: 0 })

export type StoredOrganization = { id: string; version: number; fields: OrganizationFields; keys: OrganizationKeys }

/** Organizations in full, by id. */
export async function loadOrganizations(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredOrganization>> {
  const rows = await forMany(ids, (some) => tx.organization.findMany({ where: { id: { in: some } } }))
  return new Map(rows.map((row) => {
    const { id, version, nameKey, searchKey, sortKey, websiteHost, createdAt: _created, updatedAt: _updated, contact, details, ...rest } = row
    const card = { name: '', email: '', phone: '', ...(contact as object) }
    const fields = { ...rest, contact: card, details: { ...emptyDetails(), ...(details as object | null) } } as unknown as OrganizationFields
    return [id, { id, version, fields, keys: { nameKey, searchKey, sortKey, websiteHost } }]
  }))
}

/** Json columns as Prisma wants them; an absent valuation is a database null. */
export function columnsOf(fields: Partial<OrganizationFields>) {
  const json = (value: unknown) => value as Prisma.InputJsonValue
  const { sectors, tags, labels, valuation, funding, contact, details, ...plain } = fields
  return {
    ...plain,
    ...(sectors && { sectors }), ...(tags && { tags }), ...(labels && { labels }),
    ...(funding && { funding: json(funding) }), ...(contact && { contact: json(contact) }), ...(details && { details: json(details) }),
    ...(valuation !== undefined && { valuation: valuation === null ? Prisma.DbNull : json(valuation) }),
  }
}

/** An organization of the plan with the keys that are slow to make. */
export type Keyed = PlannedOrganization & { keys: OrganizationKeys | null; delegates: KeyedPerson[] }
type KeyedPerson = ReturnType<typeof delegatesOf>[number] & { names: { nameZh: string; nameEn: string }; keys: ReturnType<typeof personKeys> }

const keysOf = (fields: OrganizationFields): OrganizationKeys => organizationKeys({ ...fields, aliases: fields.details.aliases }, phonetics)
const plansPerSlice = 200

/** Pinyin takes its time: worked out before the transaction, in slices, so that nobody waits. */
export async function withKeys(plan: readonly PlannedOrganization[]): Promise<Keyed[]> {
  const keyed: Keyed[] = []
  for (const planned of plan) {
    const delegates = delegatesOf(planned).map((person) => {
      const names = { nameZh: person.nameZh ?? '', nameEn: person.nameEn ?? '' }
      return { ...person, names, keys: personKeys(names, phonetics) }
    })
    keyed.push({ ...planned, delegates, keys: planned.fields === null || planned.existingId !== null ? null : keysOf(planned.fields) })
    if (keyed.length % plansPerSlice === 0) await new Promise((go) => setImmediate(go))
  }
  return keyed
}

/** Writes a whole plan: organizations, what they seek, what they claim, their delegation and its people. */
export async function takeRoster(held: Work, batch: Batch, plan: readonly Keyed[]): Promise<Effects> {
  const effects = noEffects()
  const organizationIds = await saveOrganizations(held, plan, effects)
  await savePreferences(held, plan, organizationIds, effects)
  const delegations = await saveDelegations(held, batch, organizationIds, effects)
  await savePeople(held, batch, plan.map((planned, at) => ({ planned, delegation: delegations.get(organizationIds[at] ?? '') })), effects)
  return effects
}

/** Makes new ones, fills the gaps of known ones; ids in the order of the plan. */
async function saveOrganizations({ tx, now, newId }: Work, plan: readonly Keyed[], effects: Effects): Promise<string[]> {
  const at = new Date(now)
  const ids = plan.map((planned) => planned.existingId ?? newId())
  const fresh = plan.flatMap(({ existingId, fields, keys }, place) => (existingId === null && fields !== null ? [{ id: ids[place] ?? '', fields, keys: keys ?? keysOf(fields) }] : []))
  await insertMany(fresh, (data) => tx.organization.createMany({ data: data.map(({ id, fields, keys }) => ({ ...(columnsOf(fields) as unknown as Prisma.OrganizationCreateManyInput), ...keys, id, createdAt: at, updatedAt: at })) }))
  effects.created.organizations = fresh.map(({ id }) => id)
  const claims = fresh.flatMap(({ id, fields }) => claimsOf(fields).map((claim) => ({ id: newId(), organizationId: id, ...claim })))
  const stored = await loadOrganizations(tx, plan.flatMap(({ existingId, fields }) => (existingId !== null && fields !== null ? [existingId] : [])))
  for (const { existingId, fields } of plan) {
    const known = existingId === null ? undefined : stored.get(existingId)
    if (known === undefined || fields === null) continue
    const { after, changed } = fillGaps(known.fields, fields)
    if (changed.length === 0) continue
    const before = Object.fromEntries(changed.map((name) => [name, known.fields[name]]))
    const changes = columnsOf(Object.fromEntries(changed.map((name) => [name, after[name]])))
    await tx.organization.update({ where: { id: known.id }, data: { ...changes, ...keysOf(after), version: { increment: 1 }, updatedAt: at } })
    effects.updated.push({ organizationId: known.id, version: known.version + 1, before: { ...before, ...known.keys } })
    const said = new Set(claimsOf(known.fields).map((claim) => `${claim.kind} ${claim.value}`))
    claims.push(...claimsOf(after).filter((claim) => !said.has(`${claim.kind} ${claim.value}`)).map((claim) => ({ id: newId(), organizationId: known.id, ...claim })))
  }
  await insertMany(claims, (data) => tx.claim.createMany({ data: data.map((claim) => ({ ...claim, state: 'draft', createdAt: at })) }))
  effects.created.claims = claims.map((claim) => claim.id)
  return ids
}

/** A thesis, mandate or need where there is none yet; one that its owner wrote stays. */
async function savePreferences({ tx, now, newId }: Work, plan: readonly Keyed[], organizationIds: readonly string[], effects: Effects): Promise<void> {
  const wanted = plan.flatMap(({ preference }, at) => (preference === null ? [] : [{ organizationId: organizationIds[at] ?? '', ...preference }]))
  const known = await forMany(wanted.map((row) => row.organizationId), (some) => tx.preference.findMany({ where: { organizationId: { in: some } }, select: { organizationId: true, kind: true } }))
  const there = new Set(known.map((row) => `${row.organizationId} ${row.kind}`))
  const rows = wanted.filter((row) => !there.has(`${row.organizationId} ${row.kind}`)).map((row) => ({ id: newId(), organizationId: row.organizationId, kind: row.kind, body: row.body as unknown as Prisma.InputJsonObject, updatedAt: new Date(now) }))
  await insertMany(rows, (data) => tx.preference.createMany({ data }))
  effects.created.preferences = rows.map((row) => row.id)
}

type Place = { id: string; organizationId: string; side: Side; hasLead: boolean }

/** Every organization of the plan takes part; one that does already keeps its side, and one that had been taken off is back. */
async function saveDelegations({ tx, now, newId }: Work, { eventId, target }: Batch, organizationIds: readonly string[], effects: Effects): Promise<Map<string, Place>> {
  const known = await forMany(organizationIds, (some) => tx.delegation.findMany({ where: { eventId, organizationId: { in: some } }, select: { id: true, organizationId: true, side: true, status: true, delegates: { select: { isLead: true } } } }))
  const returned = known.filter(({ status }) => status === 'withdrawn').map(({ id }) => id)
  for (const some of chunks(returned)) await tx.delegation.updateMany({ where: { id: { in: some } }, data: { status: 'active' } })
  effects.returned = returned
  const places = new Map<string, Place>(known.map(({ delegates, side, status: _status, ...row }) => [row.organizationId, { ...row, side: side as Side, hasLead: delegates.some((one) => one.isLead) }]))
  const missing = target === 'people' ? [] : [...new Set(organizationIds)].filter((id) => !places.has(id)).map((organizationId) => ({ id: newId(), organizationId, side: sideOfTarget[target] }))
  await insertMany(missing, (data) => tx.delegation.createMany({ data: data.map((row) => ({ ...row, eventId, unavailable: [], createdAt: new Date(now) })) }))
  for (const row of missing) places.set(row.organizationId, { ...row, hasLead: false })
  effects.created.delegations = missing.map((row) => row.id)
  return places
}

const roleOfSide: Record<Side, string> = { investor: 'investor', startup: 'founder', target: 'founder', acquirer: 'acquirer' }

/** People by address: those that are known stay as they are. Each acts for one organization at an event. */
async function savePeople({ tx, now, newId }: Work, { eventId }: Batch, plan: { planned: Keyed; delegation: Place | undefined }[], effects: Effects): Promise<void> {
  const at = new Date(now)
  const wanted = plan.flatMap(({ planned, delegation }) => (delegation === undefined ? [] : planned.delegates.map((person) => ({ person, delegation }))))
  const known = await forMany([...new Set(wanted.map(({ person }) => person.email))], (some) =>
    tx.person.findMany({ where: { email: { in: some } }, select: { id: true, email: true, delegates: { where: { delegation: { eventId } }, select: { delegationId: true } }, roles: { where: { eventId }, select: { role: true } } } }))
  const people = new Map(known.map((row) => [row.email, { id: row.id, delegationId: row.delegates[0]?.delegationId ?? null, roles: row.roles.map((held) => held.role) }]))
  const fresh: Prisma.PersonCreateManyInput[] = []
  const delegates: Prisma.DelegateCreateManyInput[] = []
  const roles: Prisma.EventRoleCreateManyInput[] = []
  for (const { person: { email, names, keys, title, phone }, delegation } of wanted) {
    const person = people.get(email) ?? { id: newId(), delegationId: null, roles: [] }
    if (!people.has(email)) {
      const isHan = /\p{Script=Han}/u.test(title ?? '')
      fresh.push({ id: person.id, email, ...names, titleZh: isHan ? (title ?? '') : '', titleEn: isHan ? '' : (title ?? ''), phone, locale: names.nameZh === '' ? 'en' : 'zh-CN', ...keys, createdAt: at, updatedAt: at })
    }
    people.set(email, person)
    if (person.delegationId !== null && person.delegationId !== delegation.id) effects.elsewhere += 1
    if (person.delegationId !== null) continue
    person.delegationId = delegation.id
    delegates.push({ id: newId(), delegationId: delegation.id, personId: person.id, isLead: !delegation.hasLead })
    delegation.hasLead = true
    const role = roleOfSide[delegation.side]
    if (!person.roles.includes(role)) roles.push({ id: newId(), eventId, personId: person.id, role, organizationId: delegation.organizationId, createdAt: at })
  }
  await insertMany(fresh, (data) => tx.person.createMany({ data }))
  await insertMany(delegates, (data) => tx.delegate.createMany({ data }))
  await insertMany(roles, (data) => tx.eventRole.createMany({ data }))
  effects.created.people = fresh.map((row) => row.id)
  effects.created.delegates = delegates.map((row) => row.id ?? '')
  effects.created.roles = roles.map((row) => row.id ?? '')
}

export type Taken = { created: number; updated: number; people: number; elsewhere: number }

/** What applying says: how many organizations came and were filled, how many people came. */
export function takenOf({ created, updated, elsewhere }: Effects): Taken {
  return { created: created.organizations.length, updated: updated.length, people: created.people.length, elsewhere }
}

export async function effectsOf(client: Pick<Tx, 'importBatch'>, id: string): Promise<Effects> {
  const row = await client.importBatch.findUniqueOrThrow({ where: { id }, select: { effects: true } })
  return row.effects as unknown as Effects
}
