import type { Actor } from '#server/domain/access/actor.ts'
import { ticketText } from '#server/domain/registration/ticket-code.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { atDoor } from '#server/features/door/commands.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { Database } from '#server/platform/db.ts'
import { qrCode, type QrCode } from '#server/platform/qr.ts'
import type { BadgesInput } from '#server/protocol/inputs/door.ts'

export type BadgeCard = { registrationId: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; titleZh: string; titleEn: string; kind: string; qr: QrCode }
export type BadgeSheet = { event: { nameZh: string; nameEn: string; zone: string; startsAt: number; endsAt: number }; badges: BadgeCard[]; kinds: { kind: string; count: number }[] }

type Parts = { db: Database; now: () => number; guests: typeof guestStore; atDoor: typeof atDoor }

/** Badges of those with a valid ticket. Printing one lets nobody in and is written down nowhere. */
export function createBadgeQueries({ db, now, guests, atDoor }: Parts) {
  return {
    async badges(actor: Actor, { eventId, kind, registrationId }: BadgesInput): Promise<Result<BadgeSheet>> {
      const allowed = atDoor(actor, 'door:run', eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = guests.findDoorEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const holders = guests.listDoorPeople(sql, eventId, now()).filter(({ guest, code }) => guest.state === 'confirmed' && code !== '')
        const kinds = [...new Set(holders.map(({ card }) => card.kind))].sort()
        return ok({
          event: { nameZh: event.nameZh, nameEn: event.nameEn, zone: event.zone, startsAt: event.startsAtMs, endsAt: event.endsAtMs },
          kinds: kinds.map((one) => ({ kind: one, count: holders.filter(({ card }) => card.kind === one).length })),
          badges: holders
            .filter(({ card }) => (kind === '' || card.kind === kind) && (registrationId === '' || card.id === registrationId))
            .map(({ card, badge: { nameZh, nameEn, organizationZh, organizationEn, titleZh, titleEn }, code }) => ({ registrationId: card.id, nameZh, nameEn, organizationZh, organizationEn, titleZh, titleEn, kind: card.kind, qr: qrCode(ticketText(code)) })),
        })
      })
    },
  }
}
