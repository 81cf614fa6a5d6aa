import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import { fromPlan, type Appointment } from '#server/domain/timetable/frame.ts'
import { obstaclesOf, type Landing } from '#server/domain/timetable/release.ts'
import { absenceWithin } from '#server/domain/timetable/trouble.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { Booking, PlacingParts } from '#server/features/meetings/store.ts'
import type { RepairRow } from '#server/features/repairs/store.ts'
import type { NoticeTemplate, TellByMail } from '#server/features/requests/mail.ts'
import type { TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type Applied = { moved: number; dropped: number; added: number; retabled: number; people: number }
export type ApplyRepair = (held: QuickWork, event: EventFacts, repair: RepairRow) => Result<Applied>

type Store = {
  freeTimes(sql: SyncSql, owner: string): void
  moveMeeting(sql: SyncSql, meeting: { id: string; version: number }, to: { startsAtMs: number; endsAtMs: number; tableId: string | null }, was: object, now: number): boolean
  cancelMeeting(sql: SyncSql, meeting: { id: string; version: number }, reason: string, now: number): boolean
  absenceOwner(repairId: string): string
  claimAbsence(sql: SyncSql, owner: string, resource: string, ticks: readonly number[]): void
  blockTable(sql: SyncSql, block: { id: string; eventId: string; tableId: string; fromMs: number; untilMs: number }): void
}

type Parts = {
  diary: Diary
  facts: TimetableFactsStore
  booking: Booking
  placing: PlacingParts
  store: Store
  news: AgendaNews
  tellByMail: TellByMail
  tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void
}

type Standing = ReturnType<TimetableFactsStore['listStanding']>[number]
/** A meeting that the repair changes, with where it goes. */
type Step = { standing: Standing; to: Appointment }
type Plan = { steps: Step[]; gone: Standing[]; added: Appointment[] }
type News = { meetingId: string; news: 'scheduled' | 'changed' | 'cancelled'; requestId: string | null; revision: number; personIds: readonly string[] }

const templates: Record<News['news'], NoticeTemplate> = { scheduled: 'meeting_scheduled', changed: 'meeting_moved', cancelled: 'meeting_cancelled' }

/** Makes an approved repair true: frees first, then takes, all within the caller's transaction. */
export function createRepairTaking(parts: Parts): { apply: ApplyRepair } {
  const { diary, facts, booking, placing, store } = parts

  /** Null where the timetable is no longer the one that the repair was worked out for. */
  function planOf(held: QuickWork, event: EventFacts, { question, plan }: RepairRow): Plan | null {
    const { frame, versions, trouble } = question
    const standing = new Map(facts.listStanding(held.sql, event.id).map((row) => [row.requestId ?? row.id, row]))
    const open = new Set(facts.listOpenRequests(held.sql, event.id).map((request) => request.id))
    const known = (key: string): Standing | null => {
      const row = standing.get(key)
      return row !== undefined && versions[key]?.meetingId === row.id && versions[key].version === row.version ? row : null
    }
    const to = new Map(fromPlan(frame, plan.placed).map((one) => [one.key, one]))
    const moving = [...plan.diff.moved, ...plan.diff.retabled].map((key) => ({ standing: known(key), to: to.get(key) }))
    const called = trouble.kind === 'cancel' ? Object.keys(frame.meetings).filter((key) => frame.meetings[key]?.meetingId === trouble.meetingId) : []
    const gone = [...plan.diff.dropped, ...called].map(known)
    const added = plan.diff.added.map((key) => to.get(key))
    if (moving.some((one) => one.standing === null || !one.to) || gone.includes(null) || added.some((one) => !one || !open.has(one.key))) return null
    return { steps: moving as Step[], gone: gone as Standing[], added: added as Appointment[] }
  }

  /** Whether every place is still there: a proposal may lie for an hour, and people leave, tables close and times go by. */
  function isTimely(held: QuickWork, event: EventFacts, { steps, added }: Plan, { meetings }: RepairRow['question']['frame']): boolean {
    const present = facts.loadFacts(held.sql, diary, event.id, held.now, () => 0)
    if (present === null) return false
    const against = obstaclesOf(present.facts)
    const moved = steps.map(({ standing, to }): Landing => ({ to, from: standing, aDelegationId: standing.aDelegationId, bDelegationId: standing.bDelegationId, personIds: standing.personIds }))
    const fresh = added.flatMap((to): Landing[] => (meetings[to.key] ? [{ ...meetings[to.key]!, to, from: null }] : []))
    return [...moved, ...fresh].every((landing) => against(landing).length === 0)
  }

  function partiesOf(held: QuickWork, ids: readonly [string, string]): [Party, Party] | null {
    const [a, b] = ids.map((id) => diary.findParty(held.sql, id))
    return a && b ? [a, b] : null
  }

  function drop(held: QuickWork, rows: readonly Standing[], reason: string): News[] | null {
    const told: News[] = []
    for (const row of rows) {
      if (!store.cancelMeeting(held.sql, row, reason, held.now)) return null
      booking.freeMeeting(placing, held, row.id)
      told.push({ meetingId: row.id, news: 'cancelled', requestId: row.requestId, revision: 0, personIds: row.personIds })
    }
    return told
  }

  function move(held: QuickWork, event: EventFacts, steps: readonly Step[]): News[] | null {
    for (const { standing } of steps) store.freeTimes(held.sql, placing.occupancy.meetingOwner(standing.id))
    const codes = new Map(event.tables.map((table) => [table.id, table.code]))
    const told: News[] = []
    for (const { standing: row, to } of steps) {
      const parties = partiesOf(held, [row.aDelegationId, row.bDelegationId])
      if (parties === null) return null
      const [a, b] = parties
      const booked = booking.rebook(placing, held, { event, a, b, startsAtMs: to.startsAtMs, endsAtMs: to.endsAtMs, personIds: row.personIds, tableId: to.tableId }, row.id)
      const was = { startsAt: row.startsAtMs, endsAt: row.endsAtMs, tableCode: codes.get(row.tableId ?? '') ?? null }
      if (!booked.ok || !store.moveMeeting(held.sql, row, to, was, held.now)) return null
      told.push({ meetingId: row.id, news: 'changed', requestId: row.requestId, revision: 0, personIds: row.personIds })
    }
    return told
  }

  function add(held: QuickWork, event: EventFacts, { question }: RepairRow, added: readonly Appointment[]): News[] | null {
    const told: News[] = []
    for (const to of added) {
      const about = question.frame.meetings[to.key]
      const parties = about ? partiesOf(held, [about.aDelegationId, about.bDelegationId]) : null
      if (!about || parties === null) return null
      const [a, b] = parties
      const booked = booking.bookMeeting(placing, held, { event, a, b, startsAtMs: to.startsAtMs, endsAtMs: to.endsAtMs, personIds: about.personIds, tableId: to.tableId }, about.requestId)
      if (!booked.ok) return null
      told.push({ meetingId: booked.value.meetingId, news: 'scheduled', requestId: about.requestId, revision: 0, personIds: about.personIds })
    }
    return told
  }

  /** So that nobody is booked into the absence or at the lost table afterwards. */
  function remember(held: QuickWork, event: EventFacts, { id, question: { trouble } }: RepairRow): void {
    if (trouble.kind === 'away') {
      const away = absenceWithin(event.slots, trouble)
      if (away !== null) store.claimAbsence(held.sql, store.absenceOwner(id), placing.occupancy.personResource(trouble.personId), ticksBetween(away.startsAtMs, away.endsAtMs))
    }
    if (trouble.kind === 'table') store.blockTable(held.sql, { id: held.newId(), eventId: event.id, tableId: trouble.tableId, fromMs: trouble.fromMs, untilMs: trouble.untilMs })
  }

  function tell(held: QuickWork, eventId: string, told: readonly News[], revisions: ReadonlyMap<string, number>): void {
    for (const { meetingId, news, requestId, personIds } of told) {
      parts.news.tellMeeting(held, meetingId, news)
      if (requestId !== null && news !== 'changed') parts.news.tellRequest(held, requestId)
      parts.tellByMail(held, { template: templates[news], eventId, subjectId: meetingId, revision: revisions.get(meetingId) ?? 0, personIds })
    }
  }

  return {
    apply(held, event, repair) {
      const plan = planOf(held, event, repair)
      const { meetings } = repair.question.frame
      if (plan === null || !isTimely(held, event, plan, repair.question.frame)) return err('repair.outdated')
      const sides = [...new Set([...plan.gone.map((row) => row.requestId ?? row.id), ...plan.steps.map(({ to }) => to.key), ...plan.added.map((to) => to.key)].flatMap((key) => (meetings[key] ? [meetings[key].aDelegationId, meetings[key].bDelegationId] : [])))]
      const before = parts.news.rememberLines(held, sides)
      const told = [drop(held, plan.gone, ''), move(held, event, plan.steps), add(held, event, repair, plan.added)]
      if (told.includes(null)) return err('repair.clash')
      remember(held, event, repair)
      const all = told.flatMap((one) => one ?? [])
      const revisions = new Map(all.map(({ meetingId }) => [meetingId, held.sql.get<{ sequence: number }>(`SELECT "sequence" FROM "Meeting" WHERE "id" = ?`, meetingId)?.sequence ?? 0]))
      tell(held, event.id, all, revisions)
      parts.tellPromoted(held, event.id, parts.news.tellLines(held, sides, before, null))
      const { moved, retabled } = repair.plan.diff
      return ok({ moved: moved.length, retabled: retabled.length, dropped: plan.gone.length, added: plan.added.length, people: new Set(all.flatMap((one) => one.personIds)).size })
    },
  }
}
