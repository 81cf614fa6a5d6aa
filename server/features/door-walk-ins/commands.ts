import type { Actor } from '#server/domain/access/actor.ts'
import { personKeys } from '#server/domain/directory/organization-keys.ts'
import { err, type Result } from '#server/domain/shared/result.ts'
import type { atDoor, createDoorCommands } from '#server/features/door/commands.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { RegistrationLine } from '#server/features/registration-line/commands.ts'
import type * as lineStore from '#server/features/registration-line/store.ts'
import type { FormRow } from '#server/features/registration-line/store.ts'
import type { writeDraft } from '#server/features/registrations/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import type { ScanAnswer } from '#server/protocol/door.ts'
import type { WalkInInput } from '#server/protocol/inputs/door.ts'

/** Only what costs nothing and opens no door: who pays, or gets a role or a delegation, needs more than a name said at the door. */
export const mayWalkIn = ({ isPaid, joinsAs }: FormRow): boolean => !isPaid && joinsAs === 'none'

type Parts = { quick: RunQuickWork; guests: typeof guestStore; places: typeof lineStore; line: RegistrationLine; writeDraft: typeof writeDraft; atDoor: typeof atDoor; scanOnce: ReturnType<typeof createDoorCommands>['scanOnce'] }

/** Somebody who comes without a registration: registered, given a ticket and let in, or nothing at all. */
export function createWalkInCommands({ quick, guests, places, line, writeDraft, atDoor, scanOnce }: Parts) {
  /** A person of whom nothing but a name is known. The address is nobody's: no mail can reach it, and nobody can sign in with it. */
  function newPerson({ sql, now, newId }: QuickWork, { nameZh, nameEn }: WalkInInput): string {
    const id = newId()
    const keys = personKeys({ nameZh, nameEn }, phonetics)
    sql.run(
      `INSERT INTO "Person" ("id", "email", "nameZh", "nameEn", "locale", "searchKey", "sortKey", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, `${id}@walk-in.invalid`, nameZh, nameEn, nameZh === '' ? 'en' : 'zh-CN', keys.searchKey, keys.sortKey, now, now)
    return id
  }

  function walkInOnce(held: QuickWork, actor: Actor, input: WalkInInput): Result<ScanAnswer> {
    const who = atDoor(actor, 'door:run', input.eventId)
    if (!who.ok) return who
    const { eventId, formId, nonce, deviceId, sessionId, nameZh, nameEn, organizationZh, organizationEn } = input
    const event = guests.findDoorEvent(held.sql, eventId)
    const around = places.findRegistrationEvent(held.sql, eventId)
    const form = places.findForm(held.sql, formId)
    if (event === null || around === null || form === null || form.eventId !== eventId || !guests.listDoors(held.sql, event).some((door) => door.sessionId === sessionId)) return err('record.not_found')
    const scan = { nonce, deviceId, sessionId, kind: 'entry' as const, code: '', codeHash: '', undoes: '', isOffline: false, wasLetIn: false }
    const again = held.sql.get(`SELECT 1 FROM "CheckIn" WHERE "eventId" = ? AND "nonce" = ?`, eventId, nonce) !== undefined
    if (again) return scanOnce(held, who.value, event, { ...scan, registrationId: '' })
    if (!mayWalkIn(form)) return err('door.not_at_the_door')
    const personId = newPerson(held, input)
    const badge = { nameZh, nameEn, organizationZh, organizationEn, titleZh: '', titleEn: '', phone: '' }
    writeDraft(held, { eventId, personId, formId, formVersion: form.version, kind: form.kind, segment: '', answers: {}, sessionIds: sessionId === '' ? [] : [sessionId], badge, uscc: '' })
    const row = places.findOwn(held.sql, eventId, personId)
    const sent = row === null ? null : line.move(held, { row, form, event: around }, { state: 'submitted' })
    const settled = sent === null ? null : line.settle(held, sent, who.value.personId)
    if (settled === null || !settled.ok) return settled ?? err('record.changed')
    // In line at the door helps nobody: then nothing has happened at all.
    if (settled.value.row.state !== 'confirmed') return err('door.full')
    held.audit('door:walk_in', `registration:${settled.value.row.id}`, { eventId })
    return scanOnce(held, who.value, event, { ...scan, registrationId: settled.value.row.id })
  }

  return {
    /** Registers and lets in at once. The same nonce again is the same person. Errors: `door.full`, `door.not_at_the_door`. */
    walkIn: (actor: Actor, input: WalkInInput): Promise<Result<ScanAnswer>> => quick(actor, (held) => walkInOnce(held, actor, input)),
  }
}
