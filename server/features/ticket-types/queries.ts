import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { defaultRefundSteps } from '#server/domain/billing/refund-policy.ts'
import { saleState, type SaleState } from '#server/domain/billing/sale.ts'
import { lacksForm, ticketGapOf, type TicketGap } from '#server/domain/billing/ticket-gap.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { FormRow } from '#server/features/registration-line/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { countToPay, findSellingEvent, listCodes, listTicketTypes, readShop, type CodeRow, type ShopRow, type TicketTypeRow } from './store.ts'

/** What may be said to everybody of a ticket type: how many are left, not how many there are. */
export type TicketOffer = Pick<TicketTypeRow, 'id' | 'kind' | 'nameZh' | 'nameEn' | 'noteZh' | 'noteEn' | 'currency' | 'price' | 'deposit' | 'taxBp' | 'perOrder' | 'opensAt' | 'closesAt' | 'needsRegistration' | 'registrationKind'> & { state: SaleState; left: number }
/** A paid form whose people can't pay, and why; `isOpen`: more may register with it. */
export type FormGap = Pick<FormRow, 'id' | 'kind' | 'nameZh' | 'nameEn' | 'isOpen'> & { gap: TicketGap; waiting: number }
export type Shop = { shop: ShopRow; types: (TicketTypeRow & { state: SaleState; lacksForm: boolean })[]; gaps: FormGap[]; codes: CodeRow[]; mayPay: boolean; mayEdit: boolean }
export type Offers = { offers: TicketOffer[]; refundSteps: ShopRow['refundSteps']; holdMinutes: number; sellerZh: string; sellerEn: string; mayPay: boolean; startsAt: number }

export const newShop: ShopRow = { holdMinutes: 30, sellerZh: '', sellerEn: '', refundSteps: [...defaultRefundSteps], version: 0 }

type Parts = { db: Database; now: () => number; mayPay: boolean; listForms: (sql: SyncSql, eventId: string) => FormRow[] }

/** What an event sells: reads only. `mayPay`: a payment service is set up. */
export function createTicketTypeQueries({ db, now, mayPay, listForms }: Parts) {
  /** Of an event that isn't over. */
  function gapsOf(sql: SyncSql, eventId: string): FormGap[] {
    const event = findSellingEvent(sql, eventId)
    if (event === null || event.phase === 'closed' || now() >= event.endsAtMs) return []
    const types = listTicketTypes(sql, eventId)
    const toPay = countToPay(sql, eventId)
    return listForms(sql, eventId).flatMap((form) => {
      const waiting = toPay.get(form.id) ?? 0
      const gap = ticketGapOf({ ...form, waiting }, types, now())
      const { id, kind, nameZh, nameEn, isOpen: open } = form
      return gap === null ? [] : [{ id, kind, nameZh, nameEn, isOpen: open, gap, waiting }]
    })
  }

  return {
    gapsOf,

    async forOrganizer(actor: Actor, eventId: string): Promise<Result<Shop>> {
      if (!can(actor, 'ticket:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return db.read((sql) => {
        if (findSellingEvent(sql, eventId) === null) return err('record.not_found')
        const forms = listForms(sql, eventId)
        const types = listTicketTypes(sql, eventId).map((type) => ({ ...type, state: saleState(type, now()), lacksForm: lacksForm(type, forms) }))
        return ok({ shop: readShop(sql, eventId) ?? newShop, types, gaps: gapsOf(sql, eventId), codes: listCodes(sql, eventId), mayPay, mayEdit: can(actor, 'ticket:set_up', { eventId: eventId as EventId }) })
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
