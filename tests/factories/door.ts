import type { PersonActor } from '#server/domain/access/actor.ts'
import { createIds } from '#server/platform/ids.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import type { TestApp } from '#tests/setup/app.ts'

const ids = createIds()

export type DoorHouse = { event: MadeEvent; crew: PersonActor; organizer: PersonActor; guest: (more?: { state?: string; kind?: string; name?: string }) => Promise<DoorGuest> }
export type DoorGuest = { personId: string; registrationId: string; code: string; ticketId: string }

/** An event whose door is open, with somebody at it. */
export async function makeDoor(test: TestApp): Promise<DoorHouse> {
  const event = await makeEvent(test.db)
  await test.db.client.doorHours.create({ data: { eventId: event.id, opensAt: new Date(0), closesAt: new Date(Date.UTC(2099, 0, 1)) } })
  return {
    event, crew: await makeStaff(test.db, event.id, 'crew'), organizer: await makeStaff(test.db, event.id),
    async guest(more = {}) {
      const { id: personId } = await makePerson(test.db)
      const { registrationId } = await makeRegistration(test, event.id, personId, { state: 'confirmed', ...more })
      const ticket = await test.db.client.ticket.findUnique({ where: { registrationId } })
      return { personId, registrationId, code: ticket?.code ?? '', ticketId: ticket?.id ?? '' }
    },
  }
}

export const mark = (): string => ids.newSecret(16)

/** A scan as a device sends it. */
export const scanOf = (more: Partial<ScanInput>): ScanInput => ({ nonce: mark(), deviceId: 'device-of-the-north', sessionId: '', kind: 'entry', code: '', codeHash: '', registrationId: '', undoes: '', isOffline: false, wasLetIn: false, ...more })
