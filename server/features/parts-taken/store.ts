import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { SyncSql, Tx } from '#server/platform/db.ts'

/** What keeps somebody from being taken out of an event: what has to be released, by those concerned or the organizer, first. */
export type PartTaken = Extract<ErrorCode, 'directory.has_pitch' | 'directory.on_programme' | 'directory.has_seat'>

/** A slot, a place in line or a tech check that a delegation has now; null: none. */
export async function partOfDelegation(tx: Tx, delegationId: string): Promise<PartTaken | null> {
  const held = await Promise.all([
    tx.pitchBooking.count({ where: { delegationId } }),
    tx.pitchWaiting.count({ where: { delegationId, openKey: { not: null } } }),
    tx.techCheckSlot.count({ where: { delegationId, state: 'booked' } }),
    tx.programmeItem.count({ where: { delegationId } }),
  ])
  return held.some((count) => count > 0) ? 'directory.has_pitch' : null
}

/** Whether a delegation has left something that must stay readable: decks, voices, wishes, questions, and what it once waited for. */
export async function hasLeftTraces(tx: Tx, delegationId: string): Promise<boolean> {
  const own = { where: { delegationId } }
  const left = await Promise.all([
    tx.pitchDeck.count(own), tx.pitchWaiting.count(own), tx.pitchRanking.count(own), tx.techCheckSlot.count(own),
    tx.pitchSwap.count({ where: { OR: [{ fromDelegationId: delegationId }, { toDelegationId: delegationId }] } }),
    tx.interest.count(own), tx.question.count(own), tx.clearingList.count(own),
    tx.clearingWish.count({ where: { OR: [{ delegationId }, { partnerId: delegationId }] } }),
  ])
  return left.some((count) => count > 0)
}

/**
 * What people have to do at an event themselves: on the programme (working or released copy), presenting in a place in line,
 * at a tech check, or on a seat. The first found; null: nothing.
 */
export async function partOfPeople(tx: Tx, eventId: string, personIds: readonly string[]): Promise<PartTaken | null> {
  const among = { in: [...personIds] }
  const item = { eventId, OR: [{ isRemoved: false }, { releasedStageId: { not: null } }] }
  const onStage = (await tx.programmePerson.count({ where: { personId: among, item } })) + (await tx.techCheckSlot.count({ where: { eventId, personId: among, state: 'booked' } }))
  if (onStage > 0) return 'directory.on_programme'
  const line = await tx.pitchWaiting.findMany({ where: { eventId, openKey: { not: null } }, select: { personIds: true } })
  if (line.some((entry) => (entry.personIds as string[]).some((id) => personIds.includes(id)))) return 'directory.on_programme'
  const seats = await tx.seatGuest.count({ where: { eventId, personId: among, state: { in: ['going', 'offered', 'waiting'] } } })
  return seats > 0 ? 'directory.has_seat' : null
}

/** The same of one person, in prepared SQL. */
export function partOfPerson(sql: SyncSql, eventId: string, personId: string): PartTaken | null {
  const onStage = sql.get(
    `SELECT 1 FROM "ProgrammePerson" p JOIN "ProgrammeItem" i ON i."id" = p."itemId" WHERE p."personId" = ? AND i."eventId" = ? AND (i."isRemoved" = ? OR i."releasedStageId" IS NOT NULL)
     UNION ALL SELECT 1 FROM "TechCheckSlot" WHERE "eventId" = ? AND "personId" = ? AND "state" = 'booked' LIMIT 1`,
    personId, eventId, false, eventId, personId)
  if (onStage !== undefined) return 'directory.on_programme'
  const line = sql.all<{ personIds: string }>(`SELECT "personIds" FROM "PitchWaiting" WHERE "eventId" = ? AND "openKey" IS NOT NULL`, eventId)
  if (line.some((entry) => (JSON.parse(entry.personIds) as string[]).includes(personId))) return 'directory.on_programme'
  const seat = sql.get(`SELECT 1 FROM "SeatGuest" WHERE "eventId" = ? AND "personId" = ? AND "state" IN ('going', 'offered', 'waiting')`, eventId, personId)
  return seat === undefined ? null : 'directory.has_seat'
}

/** The same of a delegation, in prepared SQL. */
export function partOfHouse(sql: SyncSql, delegationId: string): PartTaken | null {
  const held = sql.get(
    `SELECT 1 FROM "PitchBooking" WHERE "delegationId" = ? UNION ALL SELECT 1 FROM "PitchWaiting" WHERE "delegationId" = ? AND "openKey" IS NOT NULL
     UNION ALL SELECT 1 FROM "TechCheckSlot" WHERE "delegationId" = ? AND "state" = 'booked' UNION ALL SELECT 1 FROM "ProgrammeItem" WHERE "delegationId" = ? LIMIT 1`,
    delegationId, delegationId, delegationId, delegationId)
  return held === undefined ? null : 'directory.has_pitch'
}
