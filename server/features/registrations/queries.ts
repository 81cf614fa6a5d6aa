import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { queryTerms } from '#server/domain/directory/search-key.ts'
import { cancelBefore, isEventOver, mayCancel, mayReopen } from '#server/domain/registration/policy.ts'
import type { Consent, Question } from '#server/domain/registration/questions.ts'
import { mayPay, nextState, type RegistrationState } from '#server/domain/registration/standing.ts'
import { ticketText } from '#server/domain/registration/ticket-code.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Leaving, LeavingSide } from '#server/features/leaving/commands.ts'
import type { FormParts, FormSession } from '#server/features/registration-forms/store.ts'
import type { findMeant, KnownOrganization } from '#server/features/registration-joining/store.ts'
import type * as lineStore from '#server/features/registration-line/store.ts'
import type { ReturnQuote, SharedOrder, TicketReturn } from '#server/features/ticket-return/commands.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import { qrCode, type QrCode } from '#server/platform/qr.ts'
import type { ListInput } from '#server/protocol/inputs/registration.ts'

import { countListed, listConsents, listRegistrations, readPrefill, type Listed, type OwnConsent } from './store.ts'

type Row = lineStore.RegistrationRow
/** A person's own registration. `bringsBack`: what cancelling it now would, where something was paid; `leaving`: what would become of her meetings. */
export type OwnRegistration = Pick<Row, 'id' | 'formId' | 'formVersion' | 'kind' | 'segment' | 'state' | 'answers' | 'sessionIds' | 'badge' | 'uscc' | 'until' | 'reasonCode' | 'reasonText' | 'version'> & {
  mayPay: boolean; mayCancel: boolean; mayReopen: boolean; cancelUntil: number; bringsBack: ReturnQuote | null; leaving: Leaving | null; /** The order it is on with others. */ shared: SharedOrder | null; place: number | null; isGroupMember: boolean
  ticket: { code: string; state: 'valid' | 'void'; checkedInAt: number | null } | null
  group: { id: string; badge: lineStore.Badge; state: RegistrationState }[]
}
export type RegistrationList = { items: Listed[]; total: number; counts: lineStore.StateCounts; nextCursor: string | null; mayDecide: boolean; /** Over: nobody can be given a place any more. */ isOver: boolean }
export type RegistrationDetail = Pick<Row, 'id' | 'kind' | 'segment' | 'state' | 'answers' | 'badge' | 'uscc' | 'submittedAt' | 'reasonCode' | 'reasonText' | 'version'> & { questions: Question[]; sessions: FormSession[]; meant: KnownOrganization | null; joinsAs: string; consents: (Consent & { isGiven: boolean })[] }

type Parts = { db: Database; now: () => number; places: typeof lineStore; findParts: (sql: SyncSql, formId: string, version: number) => FormParts | null; listSessions: (sql: SyncSql, eventId: string) => FormSession[]; findMeant: typeof findMeant; isConsentGiven: (sql: SyncSql, personId: string, eventId: string, purpose: string) => boolean; quote: TicketReturn['quote']; shared: TicketReturn['shared']; leaving: Pick<LeavingSide, 'forecast'> }

/** Registrations as their owner and as organizers may see them: reads only. */
export function createRegistrationQueries({ db, now, places, findParts, listSessions, findMeant, isConsentGiven, quote, shared, leaving }: Parts) {
  const watch = (actor: Actor, eventId: string): Result<undefined> => (can(actor, 'registration:watch', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden'))

  return {
    /** The own registration at an event; null where there is none yet. */
    async own(actor: Actor, eventId: string): Promise<Result<OwnRegistration | null>> {
      if (actor.kind !== 'person') return err('auth.required')
      if (!can(actor, 'registration:own', { eventId: eventId as EventId, personIds: [actor.personId] })) return err('auth.forbidden')
      return db.read((sql) => {
        const event = places.findRegistrationEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const row = places.findOwn(sql, eventId, actor.personId)
        if (row === null && !can(actor, 'event:view', { eventId: eventId as EventId, published: event.phase !== 'draft' })) return err('record.not_found')
        const form = row === null ? null : places.findForm(sql, row.formId)
        if (row === null || form === null) return ok(null)
        const ticket = places.findTicket(sql, row.id)
        const { id, formId, formVersion, kind, segment, state, answers, sessionIds, badge, uscc, until, reasonCode, reasonText, version } = row
        return ok({
          id, formId, formVersion, kind, segment, state, answers, sessionIds, badge, uscc, until, reasonCode, reasonText, version,
          mayPay: mayPay(state, form.isPaid), mayReopen: mayReopen(state, reasonCode), isGroupMember: row.leadId !== null,
          mayCancel: now() < event.endsAtMs && nextState(state, 'cancel').ok && mayCancel(state, { nowMs: now(), startsAtMs: event.startsAtMs, cancelHours: form.cancelHours, hasArrived: places.hasArrived(sql, id) }).ok,
          cancelUntil: cancelBefore(event.startsAtMs, form.cancelHours), bringsBack: quote(sql, id, actor.personId, now()), shared: shared(sql, id, actor.personId),
          leaving: state === 'confirmed' ? leaving.forecast(sql, { eventId, personId: actor.personId, form }, now()) : null,
          place: state === 'waitlisted' ? places.placeInLine(sql, row) : null,
          ticket: ticket === null ? null : { code: ticket.code, state: ticket.state, checkedInAt: ticket.checkedInAt },
          group: places.listGroup(sql, id).map((one) => ({ id: one.id, badge: one.badge, state: one.state })),
        })
      })
    },

    /** What is known of somebody who is about to register: her card, and whom she acts for at this event. Null for anonymous. */
    async prefill(actor: Actor, eventId: string): Promise<{ email: string; badge: lineStore.Badge } | null> {
      return actor.kind === 'person' ? db.read((sql) => readPrefill(sql, eventId, actor.personId)) : null
    },

    /** The picture of a ticket's code. */
    ticketQr: (code: string): QrCode => qrCode(ticketText(code)),

    /** Those who have sent their form, filtered. `total` counts without the search. */
    async list(actor: Actor, input: ListInput): Promise<Result<RegistrationList>> {
      const allowed = watch(actor, input.eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = places.findRegistrationEvent(sql, input.eventId)
        if (event === null) return err('record.not_found')
        const { eventId, state, kind, segment, limit } = input
        const items = listRegistrations(sql, { eventId, state, kind, segment, terms: queryTerms(input.q, toSimplified), cursor: input.cursor ?? '', limit: limit + 1 })
        const shown = items.slice(0, limit)
        return ok({ items: shown, total: countListed(sql, input), counts: places.countStates(sql, eventId), nextCursor: items.length > limit ? (shown.at(-1)?.id ?? null) : null, mayDecide: can(actor, 'registration:decide', { eventId: eventId as EventId }), isOver: isEventOver(event, now()) })
      })
    },

    /** One registration with what its form asked at the time. */
    async one(actor: Actor, { eventId, registrationId }: { eventId: string; registrationId: string }): Promise<Result<RegistrationDetail>> {
      const allowed = watch(actor, eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const row = places.findRegistration(sql, registrationId)
        if (row === null || row.eventId !== eventId || row.state === 'draft') return err('record.not_found')
        const form = places.findForm(sql, row.formId)
        const asked = findParts(sql, row.formId, row.formVersion)
        const { id, kind, segment, state, answers, badge, uscc, submittedAt, reasonCode, reasonText, version } = row
        return ok({
          id, kind, segment, state, answers, badge, uscc, submittedAt, reasonCode, reasonText, version,
          questions: asked?.questions ?? [], sessions: listSessions(sql, eventId).filter((one) => row.sessionIds.includes(one.id)),
          meant: form?.joinsAs === 'delegation' ? findMeant(sql, eventId, row) : null, joinsAs: form?.joinsAs ?? 'none',
          consents: (asked?.consents ?? []).map((one) => ({ ...one, isGiven: isConsentGiven(sql, row.personId, eventId, one.purpose) })),
        })
      })
    },

    /** Everything she has agreed to, event by event. */
    async ownConsents(actor: Actor): Promise<Result<OwnConsent[]>> {
      if (actor.kind !== 'person') return err('auth.required')
      return ok(db.read((sql) => listConsents(sql, actor.personId)))
    },
  }
}
