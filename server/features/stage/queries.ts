import { rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { ReleasedItem } from '#server/domain/programme/item.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { forecast } from '#server/domain/stage/forecast.ts'
import { rundownOf } from '#server/domain/stage/rundown.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { QrCode } from '#server/platform/qr.ts'
import { crewRoom, stageRoom } from '#server/protocol/rooms.ts'
import type { CrewSnapshot, StageShown, StageSnapshot } from '#server/protocol/stage.ts'

import { cardsOf, findPlace, findRun, listPlaces, roomSeq, type StagePlace } from './store.ts'

type Parts = {
  db: Database
  now: () => number
  findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>>
  released: (sql: SyncSql, stageId: string) => ReleasedItem[]
  shownOn: (sql: SyncSql, stageId: string) => StageShown
  baseUrl: string
  qr: (text: string) => QrCode
}

/** A stage as the organizer chooses it. `status`: closed, rehearsed, open or over. */
export type StageSummary = {
  stageId: string
  nameZh: string
  nameEn: string
  placeZh: string
  placeEn: string
  status: 'closed' | 'rehearsal' | 'open' | 'ended'
  /** Lines of its day, and how many are over. */
  lines: number
  over: number
  lateMs: number
}

export type Numbered<T> = { snapshot: T; seq: number }

/** How long a snapshot may be given out again while its room is quiet: titles and names of a release change without a fact. */
const keptMs = 1_000

/** Running a stage is refused plainly to those who know the event, and as if it weren't there to all others. */
export function mayRun(actor: Actor, place: StagePlace): Result<StagePlace> {
  const eventId = place.eventId as EventId
  if (can(actor, 'stage:run', { eventId })) return ok(place)
  return err(rolesAt(actor, eventId).length > 0 ? 'auth.forbidden' : 'record.not_found')
}

/** What is on a stage: reads only. */
export function createStageQueries({ db, now, findEvent, released, shownOn, baseUrl, qr }: Parts) {
  const kept = new Map<string, { at: number; seq: number; snapshot: StageSnapshot }>()

  /** The snapshot and the number of the last fact in it, read at one moment. A crowd that comes back shares one. */
  function read(sql: SyncSql, place: StagePlace): Numbered<StageSnapshot> {
    const seq = roomSeq(sql, stageRoom(place.stageId))
    const held = kept.get(place.stageId)
    if (held !== undefined && held.seq === seq && Math.abs(now() - held.at) < keptMs) return held
    const run = findRun(sql, place.stageId)
    const items = released(sql, place.stageId)
    const planned = run === null ? rundownOf(items, { now: now(), zone: place.zone, shifted: 'never' }) : null
    const shown = new Set((run?.lines ?? planned?.lines ?? []).map((line) => line.id))
    const { phase: _phase, ...open } = place
    const { before: _before, ...state } = run ?? { before: null }
    const snapshot = { ...open, state: run === null ? null : (state as NonNullable<StageSnapshot['state']>), planned: planned?.lines ?? [], cards: cardsOf(sql, items.filter((item) => shown.has(item.id))), shown: shownOn(sql, place.stageId) }
    kept.set(place.stageId, { at: now(), seq, snapshot })
    return { seq, snapshot }
  }

  async function visible(actor: Actor, stageId: string): Promise<Result<StagePlace>> {
    const place = db.read((sql) => findPlace(sql, stageId))
    if (place === null) return err('record.not_found')
    const event = await findEvent(actor, place.eventId)
    return event.ok ? ok(place) : err('record.not_found')
  }

  return {
    /** Whether somebody may follow a stage: whoever may see the event. */
    maySee: async (actor: Actor, stageId: string): Promise<boolean> => (await visible(actor, stageId)).ok,

    /** Whether somebody may see what only the crew sees of it. */
    mayWatch(actor: Actor, stageId: string): boolean {
      const place = db.read((sql) => findPlace(sql, stageId))
      return place !== null && can(actor, 'stage:watch', { eventId: place.eventId as EventId })
    },

    /** A stage as everybody may see it, with the number of the last fact of its room. */
    async snapshot(actor: Actor, stageId: string): Promise<Result<Numbered<StageSnapshot>>> {
      const place = await visible(actor, stageId)
      return place.ok ? ok(db.read((sql) => read(sql, place.value))) : place
    },

    /** Where the hall follows a stage on its phones, and the same to be photographed. */
    audienceLink({ slug, stageId }: Pick<StageSnapshot, 'slug' | 'stageId'>): { url: string; qr: QrCode } {
      const url = `${baseUrl}/events/${slug}/live?stage=${stageId}`
      return { url, qr: qr(url) }
    },

    /** The stages of an event with how far each is. */
    async list(actor: Actor, eventId: string): Promise<Result<StageSummary[]>> {
      const event = await findEvent(actor, eventId)
      if (!event.ok) return event
      return db.read((sql) => ok(listPlaces(sql, eventId).map((place) => summary(read(sql, place).snapshot, now()))))
    },
  }
}

type Views = Pick<ReturnType<typeof createStageQueries>, 'snapshot' | 'audienceLink'> & { crew(actor: Actor, stageId: string): Promise<Result<Numbered<CrewSnapshot>>> }

/** What the pages of a stage start from, with the rooms they follow. */
export function createStageViews({ snapshot, audienceLink, crew }: Views) {
  return {
    /** For the big screen: nothing but what everybody may see. */
    async forHall(actor: Actor, stageId: string) {
      const stage = await snapshot(actor, stageId)
      return stage.ok ? ok({ room: stageRoom(stageId), stage: stage.value, link: audienceLink(stage.value.snapshot) }) : stage
    },

    /** For desk, monitor and backstage: also what only the crew sees. */
    async forCrew(actor: Actor, stageId: string) {
      const told = await crew(actor, stageId)
      if (!told.ok) return told
      const stage = await snapshot(actor, stageId)
      return stage.ok ? ok({ room: stageRoom(stageId), stage: stage.value, crewRoom: crewRoom(stageId), crew: told.value, link: audienceLink(stage.value.snapshot) }) : stage
    },
  }
}

function summary({ stageId, nameZh, nameEn, placeZh, placeEn, state, planned }: StageSnapshot, now: number): StageSummary {
  const lines = state?.lines ?? planned
  const status = state === null ? 'closed' : state.isEnded ? 'ended' : state.isRehearsal ? 'rehearsal' : 'open'
  return {
    stageId, nameZh, nameEn, placeZh, placeEn, status, lines: lines.length, over: lines.filter((line) => line.outcome !== null).length,
    lateMs: state === null || state.isEnded ? 0 : forecast(state, now).nowMs,
  }
}
