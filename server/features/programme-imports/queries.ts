import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import { findConflicts, levelOf, type Conflict } from '#server/domain/programme/conflicts.ts'
import { withChanges } from '#server/domain/programme/edit.ts'
import { calendarUid, type ReleasedItem, type WorkingItem } from '#server/domain/programme/item.ts'
import type { Schedule, ScheduleTalk } from '#server/domain/programme/schedule.ts'
import { writeFrab, writePretalxJson, type ScheduleHead } from '#server/domain/programme/schedule-write.ts'
import { takeOver, type TakeOver } from '#server/domain/programme/take-over.ts'
import { calendarFile } from '#server/domain/shared/calendar-file.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall, localDay } from '#server/domain/shared/time.ts'
import type { findProgrammeEvent, lastNumber, loadGround, loadWorking, PeopleOfItems, ProgrammeEvent } from '#server/features/programme-edits/store.ts'
import type { listReleasedItems, listStages } from '#server/features/programme/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findDraft, type ScheduleDraft } from './store.ts'

export type PreviewGround = { working: typeof loadWorking; ground: typeof loadGround; peopleOf: PeopleOfItems; stagesOf: typeof listStages }
type Preview = { plan: TakeOver; conflicts: Conflict[]; items: Map<string, WorkingItem> }

/** What taking a draft over would do now, and the conflicts that the programme would have then. */
export function previewOf(sql: SyncSql, { working, ground, peopleOf, stagesOf }: PreviewGround, event: ProgrammeEvent, draft: ScheduleDraft, options: { firstDay: string | null; newId: () => string }): Preview {
  const { items } = working(sql, event.id, peopleOf)
  const plan = takeOver(items, draft.schedule, { stages: stagesOf(sql, event.id), shiftMs: shiftOf(draft.schedule, event, options.firstDay), newId: options.newId })
  const after = withChanges(items, plan.changes)
  const conflicts = findConflicts(after.values(), ground(sql, event, after)).filter((conflict) => levelOf(conflict, event.levels) !== 'ignore')
  return { plan, conflicts, items: after }
}

/** From the file's first day to the wanted one, by the wall clock of each. */
function shiftOf({ talks, zone }: Schedule, event: ProgrammeEvent, firstDay: string | null): number {
  if (firstDay === null) return 0
  const first = Math.min(...talks.map((talk) => talk.startsAtMs))
  const from = instantFromWall(`${localDay(first, zone ?? event.zone)}T12:00`, zone ?? event.zone)
  const to = instantFromWall(`${firstDay}T12:00`, event.zone)
  return from === null || to === null ? 0 : to - from
}

export type SchedulePreview = {
  importId: string
  fileName: string
  format: string
  state: ScheduleDraft['state']
  title: string
  firstDay: string
  lastDay: string
  talks: number
  rooms: string[]
  newStages: string[]
  created: number
  updated: number
  same: number
  gone: number
  conflicts: (Conflict & { titles: string[] })[]
  conflictCount: number
  /** The first talks, as they would arrive. */
  sample: { title: string; room: string; startsAtMs: number; endsAtMs: number; people: string[] }[]
  number: number
}

type Parts = { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>>; edits: PreviewGround & { findEvent: typeof findProgrammeEvent; lastNumber: typeof lastNumber }; released: typeof listReleasedItems; baseUrl: string; newId: () => string; now: () => number }

export type ScheduleFormatOut = 'xml' | 'json' | 'ics'
export type ScheduleOut = { content: string; fileName: string; type: string }

const mostListed = 200

/** A schedule that waits to be taken over, and the released programme as a file. */
export function createProgrammeImportQueries({ db, findEvent, edits, released, baseUrl, newId, now }: Parts) {
  return {
    async previewSchedule(actor: Actor, input: { eventId: string; importId: string; firstDay?: string | null }): Promise<Result<SchedulePreview>> {
      if (!can(actor, 'programme:edit', { eventId: input.eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const event = edits.findEvent(sql, input.eventId)
        const draft = findDraft(sql, input.eventId, input.importId)
        if (event === null || draft === null) return err('record.not_found')
        if (draft.state !== 'draft') return err('programme.import_over')
        const { plan, conflicts, items } = previewOf(sql, edits, event, draft, { firstDay: input.firstDay ?? null, newId })
        const { talks, rooms, title, zone } = draft.schedule
        const days = talks.map((talk) => localDay(talk.startsAtMs, zone ?? event.zone)).sort()
        const titleOf = (id: string | null): string => items.get(id ?? '')?.titleZh || items.get(id ?? '')?.titleEn || ''
        const { created, updated, same, gone } = plan
        return ok({
          importId: draft.id, fileName: draft.fileName, format: draft.format, state: draft.state, title, firstDay: days[0] ?? '', lastDay: days.at(-1) ?? '', talks: talks.length, rooms, newStages: plan.stages.map((stage) => stage.name),
          created, updated, same, gone,
          conflicts: conflicts.slice(0, mostListed).map((conflict) => ({ ...conflict, titles: [titleOf(conflict.itemId), titleOf(conflict.otherId)].filter((text) => text !== '') })),
          conflictCount: conflicts.length,
          sample: talks.slice(0, 12).map(({ title: name, room, startsAtMs, endsAtMs, people }) => ({ title: name, room, startsAtMs, endsAtMs, people })),
          number: edits.lastNumber(sql, input.eventId),
        })
      })
    },

    /** The released programme as frab XML, pretalx JSON or iCalendar, for everybody who may see the event. */
    async exportSchedule(actor: Actor, input: { eventId: string; format: ScheduleFormatOut; locale: Locale }): Promise<Result<ScheduleOut>> {
      const found = await findEvent(actor, input.eventId)
      if (!found.ok) return found
      const event = found.value
      const { items, stages, release } = db.read((sql) => ({
        items: released(sql, event.id), stages: edits.stagesOf(sql, event.id),
        release: sql.get<{ name: string }>(`SELECT "name" FROM "ProgrammeRelease" WHERE "eventId" = ? ORDER BY "number" DESC LIMIT 1`, event.id)?.name ?? '',
      }))
      const { locale } = input
      const t = translator(locale)
      const nameOf = new Map(stages.map((stage) => [stage.id, pickText(locale, stage.nameZh, stage.nameEn)]))
      const talks = items.map((item) => ({ item, talk: talkOf(item, nameOf.get(item.stageId) ?? '', locale, t(`programme:kind.${item.kind}`)) }))
      const schedule: Schedule = { title: pickText(locale, event.nameZh, event.nameEn), zone: event.zone, rooms: [...new Set(nameOf.values())], talks: talks.map(({ talk }) => talk) }
      const head: ScheduleHead = { title: schedule.title, venue: pickText(locale, event.venueZh, event.venueEn), zone: event.zone, version: release, acronym: event.slug, url: `${baseUrl}/events/${event.slug}/programme` }
      if (input.format === 'xml') return ok({ content: writeFrab(schedule, head), fileName: `${event.slug}-schedule.xml`, type: 'application/xml' })
      if (input.format === 'json') return ok({ content: JSON.stringify(writePretalxJson(schedule, head), null, 1), fileName: `${event.slug}-schedule.json`, type: 'application/json' })
      const entries = talks.map(({ item, talk }) => ({ uid: calendarUid(item.id), sequence: item.calendarSequence, startsAtMs: item.startsAtMs, endsAtMs: item.endsAtMs, summary: talk.title, location: talk.room, description: [talk.people.join(', '), talk.summary].filter((text) => text !== '').join('\n\n'), url: head.url }))
      return ok({ content: calendarFile({ method: 'PUBLISH', zone: event.zone, stampMs: now(), organizer: null, attendee: null, entries }), fileName: `${event.slug}.ics`, type: 'text/calendar' })
    },
  }
}

function talkOf(item: ReleasedItem, room: string, locale: Locale, kind: string): ScheduleTalk {
  const firm = item.delegation === null ? '' : pickText(locale, item.delegation.nameZh, item.delegation.nameEn)
  return {
    id: item.externalId ?? item.id, room, startsAtMs: item.startsAtMs, endsAtMs: item.endsAtMs,
    title: pickText(locale, item.titleZh, item.titleEn) || firm || kind, subtitle: '', track: item.track, type: item.kind,
    summary: pickText(locale, item.summaryZh, item.summaryEn) || (item.delegation === null ? '' : pickText(locale, item.delegation.oneLinerZh, item.delegation.oneLinerEn)),
    people: item.people.map((one) => one.name).filter((name) => name !== ''),
  }
}
