import type { Actor } from '#server/domain/access/actor.ts'
import { isEventOver } from '#server/domain/registration/policy.ts'
import { holdsPlace, mayPay, nextState, type PaidOutcome, type RegistrationStanding, type UnpaidReason } from '#server/domain/registration/standing.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { timedOfferEnds } from '#server/domain/shared/timed-offer.ts'
import type { LeavingSide } from '#server/features/leaving/commands.ts'
import type { JoinEvent } from '#server/features/registration-joining/store.ts'
import type { RegistrationTemplate } from '#server/features/registrations/mail.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

import { registrationEndsJob } from './jobs.ts'
import { findForm, findRegistration, findRegistrationEvent, freeAll, hasArrived, issueTicket, listPools, listToPay, listWaiting, moveRegistration, poolsFor, takePlaces, voidTicket, type FormRow, type Moving, type PoolRow, type RegistrationEvent, type RegistrationRow } from './store.ts'

export type Registered = { registrationId: string; state: RegistrationRow['state']; until: number | null; version: number }
export type Around = { row: RegistrationRow; form: FormRow; event: RegistrationEvent }

type Parts = {
  quick: RunQuickWork; tell: TellByMail<RegistrationTemplate>; newTicketCode: () => string; join: JoinEvent; leave: LeavingSide['leave']
  /** An order for it holds its seats: somebody is on the payment page, or has paid and the money is on its way. */
  isBeingPaid: (sql: SyncSql, registrationId: string) => boolean
}

/** So long one has at least to order again where somebody else has ended the order. */
const minutesForAnother = 120

export const registered = ({ id, state, until, version }: RegistrationRow): Registered => ({ registrationId: id, state, until, version })

/** A registration with the form and event it belongs to. */
export function aroundRegistration(sql: SyncSql, registrationId: string): Around | null {
  const row = findRegistration(sql, registrationId)
  const form = row === null ? null : findForm(sql, row.formId)
  const event = row === null ? null : findRegistrationEvent(sql, row.eventId)
  return row === null || form === null || event === null ? null : { row, form, event }
}

/**
 * Places, the line, offers and tickets: every way in which a registration gets or loses a place goes through here, inside
 * the transaction of whoever asks. Which of many gets a place is decided by the key of RegistrationPlace.
 */
export function createRegistrationLine({ quick, tell, newTicketCode, join, leave, isBeingPaid }: Parts) {
  function move(held: QuickWork, around: Around, moving: Moving, template?: RegistrationTemplate): Around | null {
    const row = moveRegistration(held, around.row, moving)
    if (row === null) return null
    held.audit(`registration:${row.state}`, `registration:${row.id}`, { eventId: row.eventId, ...(moving.reasonCode ? { reason: moving.reasonCode } : {}) })
    if (template !== undefined) tell(held, { template, eventId: row.eventId, subjectId: row.id, revision: row.version, personIds: [row.personId] })
    return { ...around, row }
  }

  function endsAt(held: QuickWork, around: Around, until: number): void {
    held.job(registrationEndsJob.request({ registrationId: around.row.id, version: around.row.version }, { runAt: until }))
  }

  function confirm(held: QuickWork, around: Around): Around | null {
    const confirmed = move(held, around, { state: 'confirmed' }, 'registration_confirmed')
    if (confirmed === null) return null
    issueTicket(held, confirmed.row, newTicketCode())
    join(held, confirmed)
    return confirmed
  }

  /** Places are hers: a free one is confirmed with a ticket, a paid one waits for its payment for so long. */
  function grant(held: QuickWork, around: Around, decidedById?: string): Around | null {
    const { form, event } = around
    const until = form.isPaid ? timedOfferEnds(held.now, form.payMinutes, event.endsAtMs) : null
    const approved = move(held, around, { state: 'approved', until, decidedById }, form.isPaid ? 'registration_approved' : undefined)
    if (approved === null) return null
    if (until === null) return confirm(held, approved)
    endsAt(held, approved, until)
    return approved
  }

  /** Time for another order, where less is left. */
  function prolong(held: QuickWork, around: Around): void {
    const until = timedOfferEnds(held.now, minutesForAnother, around.event.endsAtMs)
    const moved = until > (around.row.until ?? Infinity) ? move(held, around, { state: 'approved', until }) : null
    if (moved !== null) endsAt(held, moved, until)
  }

  /** Approves: a place in each pool that covers it, or else a place at the end of the line. */
  function settle(held: QuickWork, around: Around, decidedById?: string): Result<Around> {
    const step = nextState(around.row.state, 'approve')
    if (!step.ok) return step
    const full = takePlaces(held, around.row, listPools(held.sql, around.event.id))
    const moved = full === null ? grant(held, around, decidedById) : around.row.state === 'waitlisted' ? around : move(held, around, { state: 'waitlisted', decidedById }, 'registration_waitlisted')
    return moved === null ? err('record.changed') : ok(moved)
  }

  /** Hands free places to those in line, inside the transaction that frees them: nobody can come between. */
  function passOn(held: QuickWork, event: RegistrationEvent): void {
    if (isEventOver(event, held.now)) return
    const pools = listPools(held.sql, event.id)
    const full = new Set<string>()
    for (const row of listWaiting(held.sql, event.id)) {
      if (full.size === pools.length && pools.length > 0) return
      if (poolsFor(pools, row).some((pool: PoolRow) => full.has(pool.id))) continue
      const missing = takePlaces(held, row, pools)
      if (missing !== null) {
        full.add(missing.id)
        continue
      }
      const form = findForm(held.sql, row.formId)
      if (form === null) continue
      const until = timedOfferEnds(held.now, form.offerMinutes, event.endsAtMs)
      const offered = move(held, { row, form, event }, { state: 'offered', until }, 'registration_offered')
      if (offered !== null) endsAt(held, offered, until)
    }
  }

  /** Out of its place, its ticket or the line; what it held goes to the next. Who was let in by it and isn't there yet doesn't come. */
  function giveUp(held: QuickWork, around: Around, moving: Moving, template?: RegistrationTemplate): Result<Around> {
    const had = holdsPlace(around.row.state)
    const comes = around.row.state === 'confirmed' && !hasArrived(held.sql, around.row.id)
    const moved = move(held, around, moving, template)
    if (moved === null) return err('record.changed')
    voidTicket(held, around.row.id)
    if (comes) leave(held, { eventId: around.row.eventId, personId: around.row.personId, form: around.form })
    if (freeAll(held, around.row.id) > 0 || had) passOn(held, around.event)
    return ok(moved)
  }

  /** The offer is taken: confirmed, or to be paid. */
  function take(held: QuickWork, around: Around): Result<Around> {
    const step = nextState(around.row.state, 'take')
    if (!step.ok) return step
    if ((around.row.until ?? 0) <= held.now) return err('registration.offer_over')
    if (isEventOver(around.event, held.now)) return err('registration.over')
    const moved = grant(held, around)
    return moved === null ? err('record.changed') : ok(moved)
  }

  return {
    move, settle, passOn, giveUp, take,

    /** For the job at the end of an offer or of the time to pay; one that was answered stays as it is. */
    lapse: (actor: Actor, input: { registrationId: string; version: number }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const around = aroundRegistration(held.sql, input.registrationId)
        if (around === null || around.row.version !== input.version || (around.row.until ?? Infinity) > held.now) return ok()
        if (!nextState(around.row.state, 'lapse').ok) return ok()
        // Who began to pay in time isn't overtaken while she pays: the end of her order decides.
        if (isBeingPaid(held.sql, around.row.id)) return ok()
        const ended = giveUp(held, around, { state: 'lapsed' }, 'registration_lapsed')
        return ended.ok ? ok() : ended
      }),

    /** Where a registration stands and whether it may be paid now; null where there is none. */
    standingOf(sql: SyncSql, registrationId: string): RegistrationStanding | null {
      const around = aroundRegistration(sql, registrationId)
      if (around === null) return null
      const { row, form } = around
      return { registrationId: row.id, eventId: row.eventId, personId: row.personId, kind: row.kind, segment: row.segment, state: row.state, mayPay: mayPay(row.state, form.isPaid) }
    },

    /**
     * An order for this registration is fulfilled. Money that comes after the place was given away takes a free one if there
     * is any; `no_place`: none is left, the money must go back.
     */
    onPaid(held: QuickWork, registrationId: string): PaidOutcome {
      const around = aroundRegistration(held.sql, registrationId)
      if (around === null || !nextState(around.row.state, 'confirm').ok) return around?.row.state === 'confirmed' ? 'already' : 'no_place'
      if (!holdsPlace(around.row.state) && (held.now >= around.event.endsAtMs || takePlaces(held, around.row, listPools(held.sql, around.event.id)) !== null)) return 'no_place'
      return confirm(held, around) === null ? 'no_place' : 'confirmed'
    },

    /** An order is no longer paid: after a refund the place goes to the next; after an expired order another may be tried while there is time. */
    onUnpaid(held: QuickWork, registrationId: string, reason: UnpaidReason): void {
      const around = aroundRegistration(held.sql, registrationId)
      if (around === null) return
      if (reason === 'refunded' && around.row.state === 'confirmed') giveUp(held, around, { state: 'cancelled', reasonCode: 'refunded' }, 'registration_cancelled')
      if ((reason !== 'expired' && reason !== 'interrupted') || around.row.state !== 'approved') return
      if (!around.form.isPaid) confirm(held, around)
      else if (reason === 'interrupted') prolong(held, around)
      else if ((around.row.until ?? Infinity) <= held.now) giveUp(held, around, { state: 'lapsed' }, 'registration_lapsed')
    },

    /** A form asks for no money any more: whoever was to pay has her ticket; of an order that is under way its end decides. */
    waivePayment(held: QuickWork, formId: string): void {
      for (const row of listToPay(held.sql, formId)) {
        const around = isBeingPaid(held.sql, row.id) ? null : aroundRegistration(held.sql, row.id)
        if (around !== null && !isEventOver(around.event, held.now)) confirm(held, around)
      }
    },
  }
}

export type RegistrationLine = ReturnType<typeof createRegistrationLine>
