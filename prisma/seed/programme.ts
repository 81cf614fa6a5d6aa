import type { Prisma } from '#prisma/generated/client.ts'
import { occupancyOwner, type ItemFace, type ProgrammeKind } from '#server/domain/programme/item.ts'
import { changelogOf, faceOf, releasePlan } from '#server/domain/programme/release.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'

import type { SeedEvent } from './calendar.ts'
import type { WorldMeans } from './world.ts'

/** A released programme: an opening, and pitch slots with a break in the middle in each roadshow. Nothing is booked yet. */
export type SeedProgramme = {
  items: (Prisma.ProgrammeItemCreateManyInput & { id: string })[]
  people: Prisma.ProgrammePersonCreateManyInput[]
  occupancy: Prisma.OccupancyCreateManyInput[]
  release: Prisma.ProgrammeReleaseCreateManyInput
}

/** Slots before the break, the break, slots after it; minutes. */
const pitches = { each: 10, questions: 3, before: 4, pause: 10, after: 4 }
const minuteMs = 60_000

export type SeedHost = { personId: string; nameZh: string; organization: string }
type Titles = Pick<ItemFace, 'titleZh' | 'titleEn' | 'summaryZh' | 'summaryEn'>
export const titles = (titleZh: string, titleEn: string, summaryZh = '', summaryEn = ''): Titles => ({ titleZh, titleEn, summaryZh, summaryEn })

/** What stands on the stages of one event; `host` opens it. */
export function makeProgramme(place: SeedEvent, host: SeedHost, releasedAt: number, means: WorldMeans): SeedProgramme {
  const items = place.sessions.flatMap((session) => {
    if (session.kind === 'forum') return opening(session, host, means)
    return session.kind === 'roadshow' ? roadshow(session, means) : []
  })
  return releasedProgramme(place, items, { releasedAt, createdById: host.personId, notes: '舞台与路演时段已确定，路演时段开放预订。' }, means)
}

type Releasing = { releasedAt: number; createdById: string; notes: string }

/** These items as they are after their first release, with the stages and people they hold. */
export function releasedProgramme(place: SeedEvent, items: readonly WorkingItem[], releasing: Releasing, means: WorldMeans): SeedProgramme {
  const { releasedAt } = releasing
  const rows = items.map((item): SeedProgramme['items'][number] => {
    const { people: _, startsAtMs, endsAtMs, ...row } = item
    const [startsAt, endsAt] = [new Date(startsAtMs), new Date(endsAtMs)]
    return { ...row, eventId: place.event.id, startsAt, endsAt, releasedStageId: item.stageId, releasedStartsAt: startsAt, releasedEndsAt: endsAt, released: faceOf(item) as unknown as Prisma.InputJsonObject, createdAt: new Date(releasedAt), updatedAt: new Date(releasedAt) }
  })
  return {
    items: rows,
    people: items.flatMap((item) => item.people.map(({ personId, name, organization, role }, position) => ({ id: means.newId(), itemId: item.id, personId, name, organization, role, position }))),
    occupancy: items.flatMap((item) => holds(item)),
    release: releaseOf(place, items, releasing, means),
  }
}

function holds(item: WorkingItem): Prisma.OccupancyCreateManyInput[] {
  const resources = [`stage:${item.stageId}`, ...item.people.map((one) => `person:${one.personId}`)]
  return resources.flatMap((resource) => ticksBetween(item.startsAtMs, item.endsAtMs).map((tick) => ({ resource, tick, owner: occupancyOwner(item.kind, item.id) })))
}

function releaseOf(place: SeedEvent, items: readonly WorkingItem[], { releasedAt, createdById, notes }: Releasing, means: WorldMeans): SeedProgramme['release'] {
  const plan = releasePlan(items, [])
  return {
    id: means.newId(), eventId: place.event.id, number: 1, name: '第一版', notes, createdById, createdAt: new Date(releasedAt),
    changelog: changelogOf(plan) as unknown as Prisma.InputJsonObject,
    snapshot: { items: plan.steps.map((step) => step.item), affected: [], gone: [] } as unknown as Prisma.InputJsonObject,
  }
}

type Session = SeedEvent['sessions'][number]
export type SeedLine = { kind: ProgrammeKind; minutes: number; isLinked: boolean; qaMinutes: number; people: WorkingItem['people'] } & Titles

/** Lines one after the other from the session's start. */
export function inARow(session: Session, lines: readonly SeedLine[], means: WorldMeans): WorkingItem[] {
  let from = new Date(session.startsAt).getTime()
  return lines.map(({ minutes, ...line }) => {
    const startsAtMs = from
    from += minutes * minuteMs
    return { ...line, id: means.newId(), sessionId: session.id ?? null, stageId: session.stageId ?? null, track: '', bufferMinutes: 0, startsAtMs, endsAtMs: from, externalId: null, isRemoved: false, delegationId: null, version: 1 }
  })
}

function opening(session: Session, host: SeedHost, means: WorldMeans): WorkingItem[] {
  const people = [{ personId: host.personId, name: host.nameZh, organization: host.organization, role: 'speaker' as const }]
  return inARow(session, [
    { kind: 'ceremony', minutes: 5, isLinked: false, qaMinutes: 0, people: [], ...titles('开场致辞', 'Welcome') },
    { kind: 'talk', minutes: 15, isLinked: true, qaMinutes: 5, people, ...titles('科技金融政策解读', 'Policies for technology finance', '园区路演、拨投结合与落地支持的申请要点。', 'What companies can apply for: pitches, grant-then-invest, help with settling.') },
  ], means)
}

/** Pitch slots with a break in the middle, from the session's start. */
export function roadshow(session: Session, means: WorldMeans): WorkingItem[] {
  const slot = (isLinked: boolean): SeedLine => ({ kind: 'pitch', minutes: pitches.each, isLinked, qaMinutes: pitches.questions, people: [], ...titles('', '') })
  const pause: SeedLine = { kind: 'break', minutes: pitches.pause, isLinked: true, qaMinutes: 0, people: [], ...titles('茶歇', 'Tea break') }
  const slots = (count: number, first: boolean): SeedLine[] => Array.from({ length: count }, (_, at) => slot(!(first && at === 0)))
  return inARow(session, [...slots(pitches.before, true), pause, ...slots(pitches.after, false)], means)
}
