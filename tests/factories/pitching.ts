import type { Prisma } from '#prisma/generated/client.ts'
import { openToAll, type EntryRule } from '#server/domain/events/entry-rules.ts'
import { defaultPitchRules, type PitchRules } from '#server/domain/pitching/rules.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { MadeEvent } from '#tests/factories/events.ts'
import type { MadeDelegation } from '#tests/factories/meetings.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
const made = new Date(Date.UTC(2026, 0, 1))

export type Roadshow = { sessionId: string; stageId: string; slots: { itemId: string; startsAt: number }[] }

/** Rules under which whoever comes first gets a slot, with nothing to be done before. */
export const freely: Partial<PitchRules> = { method: 'first_come', deck: 'none', techCheck: 'none', arriveMinutes: 0 }

type Overrides = { slots?: number; minutes?: number; from?: string; rules?: Partial<PitchRules>; entryRule?: EntryRule; stages?: number }

/**
 * A roadshow with released pitch slots, one after the other from 09:00 on each stage, ten minutes each, and rules: whoever
 * comes first, nothing to be done before, unless said otherwise.
 */
export async function makeRoadshow(db: Db, event: MadeEvent, overrides: Overrides = {}): Promise<Roadshow> {
  const { slots = 6, minutes = 10, from = '09:00', rules, entryRule = openToAll, stages = 1 } = overrides
  const sessionId = ids.newId()
  const start = event.at(from)
  const perStage = Math.ceil(slots / stages)
  const stageIds = [event.stages[0]?.id as string, ...Array.from({ length: stages - 1 }, () => ids.newId())]
  await db.client.stage.createMany({ data: stageIds.slice(1).map((id, at) => ({ id, eventId: event.id, nameZh: `舞台${at + 2}`, nameEn: `Stage ${at + 2}`, position: at + 1 })) })
  await db.client.eventSession.create({
    data: { id: sessionId, eventId: event.id, stageId: stageIds[0], kind: 'roadshow', nameZh: '路演专场', nameEn: 'Roadshow', startsAt: new Date(start), endsAt: new Date(start + perStage * minutes * 60_000), entryRule: entryRule as unknown as Prisma.InputJsonObject },
  })
  const body = { ...defaultPitchRules, ...freely, ...rules }
  await db.client.pitchRule.create({ data: { sessionId, eventId: event.id, body: body as unknown as Prisma.InputJsonObject, seed: 'a seed of this test', updatedAt: made } })
  const items = Array.from({ length: slots }, (_empty, at) => {
    const startsAt = new Date(start + Math.floor(at / stages) * minutes * 60_000)
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
    const stageId = stageIds[at % stages] as string
    const face = { kind: 'pitch', sessionId, titleZh: `路演 ${at + 1}`, titleEn: `Pitch ${at + 1}`, summaryZh: '', summaryEn: '', track: '', qaMinutes: 2, bufferMinutes: 0, isLinked: false, people: [] }
    const { people: _people, ...columns } = face
    return { id: ids.newId(), eventId: event.id, stageId, startsAt, endsAt, releasedStageId: stageId, releasedStartsAt: startsAt, releasedEndsAt: endsAt, released: face, ...columns, createdAt: made, updatedAt: made }
  })
  for (let at = 0; at < items.length; at += 200) await db.client.programmeItem.createMany({ data: items.slice(at, at + 200) })
  const ticks = items.flatMap((item) => Array.from({ length: minutes / 5 }, (_, at) => ({ resource: `stage:${item.stageId}`, tick: item.startsAt.getTime() / 300_000 + at, owner: `pitch:${item.id}` })))
  for (let at = 0; at < ticks.length; at += 300) await db.client.occupancy.createMany({ data: ticks.slice(at, at + 300) })
  return { sessionId, stageId: stageIds[0] as string, slots: items.map((item) => ({ itemId: item.id, startsAt: item.startsAt.getTime() })) }
}

/** A deck that counts, in the state that is wanted; there is no file behind it. */
export async function makeDeck(db: Db, eventId: string, delegation: MadeDelegation, state: 'uploaded' | 'accepted' | 'to_mend' = 'accepted'): Promise<string> {
  const id = ids.newId()
  await db.client.pitchDeck.create({ data: { id, eventId, delegationId: delegation.id, currentKey: `${eventId}:${delegation.id}`, fileKey: ids.newId(), fileName: '路演.pdf', bytes: 1_000, sha256: id, state, createdAt: made } })
  return id
}

/** A small PDF that is one. */
export const smallPdf = (inner = ''): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inner} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`)

export type FounderWithToken = { delegationId: string; personId: string; token: string }

/** Many start-ups with one founder each and a token for the API, in few statements. */
export async function makeFounders(db: Db, eventId: string, count: number): Promise<FounderWithToken[]> {
  const founders = Array.from({ length: count }, (_empty, at) => ({ at, organizationId: ids.newId(), personId: ids.newId(), delegationId: ids.newId(), token: ids.newSecret() }))
  for (let from = 0; from < count; from += 250) {
    const some = founders.slice(from, from + 250)
    await db.client.organization.createMany({ data: some.map(({ at, organizationId: id }) => ({ id, kind: 'startup', nameZh: `企业${at}`, nameEn: `Company ${at}`, sectors: ['ai'], tags: [], labels: [], funding: [], contact: {}, createdAt: made, updatedAt: made })) })
    await db.client.person.createMany({ data: some.map(({ at, personId: id }) => ({ id, email: `founder${at}@example.com`, nameZh: `创始人${at}`, createdAt: made, updatedAt: made })) })
    await db.client.delegation.createMany({ data: some.map(({ delegationId: id, organizationId }) => ({ id, eventId, organizationId, side: 'startup', unavailable: [], createdAt: made })) })
    await db.client.delegate.createMany({ data: some.map(({ delegationId, personId }) => ({ id: ids.newId(), delegationId, personId, isLead: true })) })
    await db.client.eventRole.createMany({ data: some.map(({ personId, organizationId }) => ({ id: ids.newId(), eventId, personId, organizationId, role: 'founder', createdAt: made })) })
    await db.client.apiToken.createMany({ data: some.map(({ personId, token }) => ({ id: ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes: ['read', 'write'], createdAt: made })) })
  }
  return founders.map(({ delegationId, personId, token }) => ({ delegationId, personId, token }))
}
