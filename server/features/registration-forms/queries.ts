import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { TicketGap } from '#server/domain/billing/ticket-gap.ts'
import { withinWindow } from '#server/domain/registration/policy.ts'
import type { Consent, Question } from '#server/domain/registration/questions.ts'
import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type * as lineStore from '#server/features/registration-line/store.ts'
import type { FormGap } from '#server/features/ticket-types/queries.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findParts, hasRegistrations, listSessions, type FormSession } from './store.ts'

type FormRow = lineStore.FormRow
/** What anybody sees of a form. `closed`: why nobody can register now, or null. */
export type PublicForm = Pick<FormRow, 'id' | 'kind' | 'version' | 'nameZh' | 'nameEn' | 'introZh' | 'introEn' | 'needsApproval' | 'isPaid' | 'opensAt' | 'closesAt' | 'cancelHours' | 'groupMost'> & { closed: ErrorCode | null; asksOrganization: boolean; questions: Question[]; consents: Consent[]; sessions: FormSession[] }
export type EditedForm = FormRow & { questions: Question[]; consents: Consent[]; sessionIds: string[]; isUsed: boolean; /** Why its people can't pay, if so. */ gap: TicketGap | null }
export type PoolView = lineStore.PoolRow & { taken: number }
export type FormDesk = { forms: EditedForm[]; pools: PoolView[]; sessions: FormSession[]; mayEdit: boolean }

type Parts = { db: Database; now: () => number; places: typeof lineStore; gapsOf: (sql: SyncSql, eventId: string) => FormGap[] }

/** Forms as applicants and as organizers may see them: reads only. */
export function createRegistrationFormQueries({ db, now, places, gapsOf }: Parts) {
  function toPublic(sql: SyncSql, event: lineStore.RegistrationEvent, form: FormRow): PublicForm {
    const parts = findParts(sql, form.id, form.version)
    const sessions = listSessions(sql, event.id).filter((one) => parts?.sessionIds.includes(one.id))
    const open = withinWindow(form, event, now())
    const { id, kind, version, nameZh, nameEn, introZh, introEn, needsApproval, isPaid, opensAt, closesAt, cancelHours, groupMost } = form
    return { id, kind, version, nameZh, nameEn, introZh, introEn, needsApproval, isPaid, opensAt, closesAt, cancelHours, groupMost, closed: open.ok ? null : open.error.code, asksOrganization: form.joinsAs === 'delegation', questions: parts?.questions ?? [], consents: parts?.consents ?? [], sessions }
  }

  return {
    /** Forms that are or will be open at an event whose page can be seen. */
    async listOpenForms(actor: Actor, eventId: string): Promise<Result<PublicForm[]>> {
      return db.read((sql) => {
        const event = places.findRegistrationEvent(sql, eventId)
        if (event === null || !can(actor, 'event:view', { eventId: eventId as EventId, published: event.phase !== 'draft' })) return err('record.not_found')
        return ok(places.listForms(sql, eventId).filter((form) => form.isOpen).map((form) => toPublic(sql, event, form)))
      })
    },

    /** Everything the organizer's builder shows. */
    async formDesk(actor: Actor, eventId: string): Promise<Result<FormDesk>> {
      if (!can(actor, 'registration:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return db.read((sql) => {
        if (places.findRegistrationEvent(sql, eventId) === null) return err('record.not_found')
        const gaps = gapsOf(sql, eventId)
        const forms = places.listForms(sql, eventId).map((form) => {
          const parts = findParts(sql, form.id, form.version)
          return { ...form, questions: parts?.questions ?? [], consents: parts?.consents ?? [], sessionIds: parts?.sessionIds ?? [], isUsed: hasRegistrations(sql, form.id), gap: gaps.find(({ id }) => id === form.id)?.gap ?? null }
        })
        const pools = places.listPools(sql, eventId).map((pool) => ({ ...pool, taken: places.countTaken(sql, pool.id) }))
        return ok({ forms, pools, sessions: listSessions(sql, eventId), mayEdit: can(actor, 'registration:set_up', { eventId: eventId as EventId }) })
      })
    },
  }
}

