import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { matchesQuery, queryTerms } from '#server/domain/directory/search-key.ts'
import { answersUntil, funnelOf, mayAnswer, type FunnelRow, type InvitationState } from '#server/domain/invitations/answering.ts'
import { fitsFilter, segmentOfGuest } from '#server/domain/invitations/guest-filter.ts'
import { isEventOver } from '#server/domain/registration/policy.ts'
import type { RegistrationKind } from '#server/domain/registration/kinds.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RegistrationEvent } from '#server/features/registration-line/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import { sameSecret } from '#server/platform/secrets.ts'
import type { ListOfEventInput } from '#server/protocol/inputs/invitations.ts'

import { alreadyListed, findInvitation, findList, listCandidates, listInvitations, listLists, listSourceIds, type Candidate, type ListedInvitation, type ListRow } from './store.ts'

/** Whom a filter finds. `fresh`: would get a mail now; `invited`, `here`: wouldn't, as they are invited or taking part already. */
export type Chosen = { fresh: Candidate[]; invited: number; here: number }
export type ChosenGuests = (sql: SyncSql, actor: Actor, list: ListRow, nowMs: number) => Chosen

export type GuestCard = Pick<Candidate, 'personId' | 'nameZh' | 'nameEn' | 'titleZh' | 'titleEn' | 'organizationZh' | 'organizationEn'> & { segment: string }
export type ListDesk = { list: ListRow; funnel: FunnelRow[]; invitations: ListedInvitation[]; preview: { count: number; invited: number; here: number; bySegment: { segment: string; count: number }[]; first: GuestCard[] }; maySend: boolean; /** Nobody can be invited any more. */ isOver: boolean }
export type OwnInvitation = { event: Pick<RegistrationEvent, 'slug' | 'nameZh' | 'nameEn' | 'venueZh' | 'venueEn' | 'zone' | 'startsAtMs' | 'endsAtMs'>; kind: RegistrationKind; messageZh: string; messageEn: string; nameZh: string; nameEn: string; state: InvitationState; maybeUntil: number | null; answerBy: number; isOpen: boolean; /** The page on which she would register is there: not before the event is. */ mayRegister: boolean }

/** Whom a list's filter finds among the people of events that the actor organizes. */
export const chosenGuests: ChosenGuests = (sql, actor, list, nowMs) => {
  const organized = actor.kind === 'system' || (actor.kind === 'person' && actor.isAdmin) ? 'all' : actor.kind === 'person' ? actor.roles.filter((held) => held.role === 'organizer').map((held) => held.eventId) : []
  const terms = queryTerms(list.filter.q, toSimplified)
  const fitting = listCandidates(sql, list.eventId, listSourceIds(sql, organized)).filter((guest) => fitsFilter(list.filter, guest, nowMs) && matchesQuery(guest.searchKey, terms))
  const already = alreadyListed(sql, list)
  const invited = fitting.filter((guest) => already.invited.has(guest.personId))
  const rest = fitting.filter((guest) => !already.invited.has(guest.personId) && !already.takenOff.has(guest.personId))
  return { fresh: rest.filter((guest) => !guest.isHere), invited: invited.length, here: rest.filter((guest) => guest.isHere).length }
}

type Parts = { db: Database; now: () => number; findEvent: (sql: SyncSql, eventId: string) => RegistrationEvent | null; tokenOf: (invitationId: string, version: number) => string }
const shownFirst = 60

/** Invitations as organizers and as the invited may see them: reads only. */
export function createInvitationQueries({ db, now, findEvent, tokenOf }: Parts) {
  const watch = (actor: Actor, eventId: string): Result<undefined> => (can(actor, 'invitation:watch', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden'))
  const stepsOf = (invitations: readonly ListedInvitation[]) => invitations.map((one) => ({ segment: one.segment, state: one.state, isOpened: one.openedAt !== null, isRegistered: one.registration !== null && one.registration !== 'cancelled' && one.registration !== 'lapsed', hasArrived: one.arrivedAt !== null }))

  return {
    async listLists(actor: Actor, eventId: string): Promise<Result<{ lists: (ListRow & { funnel: FunnelRow[] })[]; maySend: boolean; isOver: boolean }>> {
      const allowed = watch(actor, eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = findEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        return ok({ lists: listLists(sql, eventId).map((list) => ({ ...list, funnel: funnelOf(stepsOf(listInvitations(sql, list.id)), list.quotas) })), maySend: can(actor, 'invitation:send', { eventId: eventId as EventId }), isOver: isEventOver(event, now()) })
      })
    },

    /** A list with its funnel, the invited, and whom sending it now would reach. */
    async listDesk(actor: Actor, { eventId, listId }: ListOfEventInput): Promise<Result<ListDesk>> {
      const allowed = watch(actor, eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const list = findList(sql, listId)
        const event = findEvent(sql, eventId)
        if (list?.eventId !== eventId || event === null) return err('record.not_found')
        const maySend = can(actor, 'invitation:send', { eventId: eventId as EventId })
        const { fresh, invited, here } = maySend ? chosenGuests(sql, actor, list, now()) : { fresh: [], invited: 0, here: 0 }
        const segments = fresh.map(segmentOfGuest)
        const invitations = listInvitations(sql, listId)
        return ok({
          list, maySend, isOver: isEventOver(event, now()), invitations, funnel: funnelOf(stepsOf(invitations), list.quotas),
          preview: {
            count: fresh.length, invited, here,
            bySegment: [...new Set(segments)].sort().map((segment) => ({ segment, count: segments.filter((one) => one === segment).length })),
            first: fresh.slice(0, shownFirst).map(({ personId, nameZh, nameEn, titleZh, titleEn, organizationZh, organizationEn, kind, subkind }) => ({ personId, nameZh, nameEn, titleZh, titleEn, organizationZh, organizationEn, segment: segmentOfGuest({ kind, subkind }) })),
          },
        })
      })
    },

    /** What a personal link shows. Reading changes nothing: mail scanners read too. */
    async byToken(token: string): Promise<Result<OwnInvitation>> {
      return db.read((sql) => {
        const row = findInvitation(sql, token.slice(0, 26))
        const list = row === null ? null : findList(sql, row.listId)
        const event = row === null ? null : findEvent(sql, row.eventId)
        if (row === null || list === null || event === null || !sameSecret(token, tokenOf(row.id, row.linkVersion))) return err('record.not_found')
        const { slug, nameZh, nameEn, venueZh, venueEn, zone, startsAtMs, endsAtMs } = event
        const name = sql.get<{ nameZh: string; nameEn: string }>(`SELECT "nameZh", "nameEn" FROM "Person" WHERE "id" = ?`, row.personId)
        const isOpen = mayAnswer(row.state, answersUntil(list.answerBy, event), now()).ok
        return ok({ event: { slug, nameZh, nameEn, venueZh, venueEn, zone, startsAtMs, endsAtMs }, kind: list.kind, messageZh: list.messageZh, messageEn: list.messageEn, nameZh: name?.nameZh ?? '', nameEn: name?.nameEn ?? '', state: row.state, maybeUntil: row.maybeUntil, answerBy: list.answerBy, isOpen, mayRegister: event.phase !== 'draft' })
      })
    },
  }
}
