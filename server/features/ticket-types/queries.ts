import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { defaultRefundSteps } from '#server/domain/billing/refund-policy.ts'
import { saleState, type SaleState } from '#server/domain/billing/sale.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { findSellingEvent, listCodes, listTicketTypes, readShop, type CodeRow, type ShopRow, type TicketTypeRow } from './store.ts'

/** What may be said to everybody of a ticket type: how many are left, not how many there are. */
export type TicketOffer = Pick<TicketTypeRow, 'id' | 'kind' | 'nameZh' | 'nameEn' | 'noteZh' | 'noteEn' | 'currency' | 'price' | 'deposit' | 'taxBp' | 'perOrder' | 'opensAt' | 'closesAt' | 'needsRegistration' | 'registrationKind'> & { state: SaleState; left: number }
export type Shop = { shop: ShopRow; types: (TicketTypeRow & { state: SaleState })[]; codes: CodeRow[]; mayPay: boolean; mayEdit: boolean }
export type Offers = { offers: TicketOffer[]; refundSteps: ShopRow['refundSteps']; holdMinutes: number; sellerZh: string; sellerEn: string; mayPay: boolean; startsAt: number }

export const newShop: ShopRow = { holdMinutes: 30, sellerZh: '', sellerEn: '', refundSteps: [...defaultRefundSteps], version: 0 }

/** What an event sells: reads only. `mayPay`: a payment service is set up. */
export function createTicketTypeQueries({ db, now, mayPay }: { db: Database; now: () => number; mayPay: boolean }) {
  return {
    async forOrganizer(actor: Actor, eventId: string): Promise<Result<Shop>> {
      if (!can(actor, 'ticket:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return db.read((sql) => {
        if (findSellingEvent(sql, eventId) === null) return err('record.not_found')
        const types = listTicketTypes(sql, eventId).map((type) => ({ ...type, state: saleState(type, now()) }))
        return ok({ shop: readShop(sql, eventId) ?? newShop, types, codes: listCodes(sql, eventId), mayPay, mayEdit: can(actor, 'ticket:set_up', { eventId: eventId as EventId }) })
      })
    },

    /** What is or will be on sale, for everybody who may see the event. */
    async listOffers(actor: Actor, eventId: string): Promise<Result<Offers>> {
      return db.read((sql) => {
        const event = findSellingEvent(sql, eventId)
        if (event === null || !can(actor, 'event:view', { eventId: eventId as EventId, published: isOpen('page:public', event.phase) })) return err('record.not_found')
        const { refundSteps, holdMinutes, sellerZh, sellerEn } = readShop(sql, eventId) ?? newShop
        const offers = listTicketTypes(sql, eventId).map((type): TicketOffer => {
          const { id, kind, nameZh, nameEn, noteZh, noteEn, currency, price, deposit, taxBp, perOrder, opensAt, closesAt, needsRegistration, registrationKind } = type
          return { id, kind, nameZh, nameEn, noteZh, noteEn, currency, price, deposit, taxBp, perOrder, opensAt, closesAt, needsRegistration, registrationKind, state: saleState(type, now()), left: Math.max(0, type.capacity - type.taken) }
        })
        return ok({ offers: offers.filter(({ state }) => state !== 'off'), refundSteps, holdMinutes, sellerZh, sellerEn, mayPay, startsAt: event.startsAtMs })
      })
    },
  }
}
