import type { Prisma } from '#prisma/generated/client.ts'
import { defaultSettings, slotMinutes, type EventSettings } from '#server/domain/events/settings.ts'
import { gridSlots, type GridSlot } from '#server/domain/events/grid.ts'
import { instantFromWall, localDay } from '#server/domain/shared/time.ts'

import { sizes, type DemoSize, type WorldMeans } from './world.ts'

const zone = 'Asia/Shanghai'
const dayMs = 86_400_000

/** One invented event with its rooms and hours, ready to be written. */
export type SeedEvent = {
  event: Prisma.EventCreateManyInput & { id: string }
  settings: EventSettings
  stages: Prisma.StageCreateManyInput[]
  sessions: Prisma.EventSessionCreateManyInput[]
  tables: (Prisma.MeetingTableCreateManyInput & { id: string; code: string })[]
  windows: Prisma.MeetingWindowCreateManyInput[]
  blocks: Prisma.GridBlockCreateManyInput[]
  slots: GridSlot[]
}

export type EventPlan = {
  seriesId: string
  slug: string
  nameZh: string
  nameEn: string
  template: string
  phase: string
  /** Days from now to the first day. */
  inDays: number
  days: number
  tables: number
  stages: number
  size: DemoSize
}

const stageNames = [['主舞台', 'Main stage'], ['北厅', 'North hall'], ['南厅', 'South hall']] as const
const openEntry = { admissions: [] }

/** Lays out an event's days: opening, roadshow per stage, meeting windows with breaks, tables in rows. */
export function makeEvent(plan: EventPlan, means: WorldMeans): SeedEvent {
  const firstDay = localDay(means.now + plan.inDays * dayMs, zone)
  const at = (day: number, clock: string): number => {
    const date = localDay((instantFromWall(`${firstDay}T12:00`, zone) ?? 0) + day * dayMs, zone)
    return instantFromWall(`${date}T${clock}`, zone) ?? 0
  }
  const id = means.newId()
  const settings: EventSettings = { ...defaultSettings }
  const created = new Date(means.now - 45 * dayMs)
  const stages = stageNames.slice(0, plan.stages).map(([nameZh, nameEn], position) => ({ id: means.newId(), eventId: id, nameZh, nameEn, placeZh: `会议中心 ${position + 1} 层`, placeEn: `Conference centre, level ${position + 1}`, position }))
  const days = Array.from({ length: plan.days }, (_, day) => day)
  const stretch = (day: number, from: string, to: string) => ({ startsAtMs: at(day, from), endsAtMs: at(day, to) })
  const windows = days.flatMap((day) => [stretch(day, '10:00', '12:00'), stretch(day, '13:30', '17:30')])
  const breaks = days.map((day) => stretch(day, '15:30', '15:50'))
  const row = (piece: { startsAtMs: number; endsAtMs: number }) => ({ id: means.newId(), eventId: id, startsAt: new Date(piece.startsAtMs), endsAt: new Date(piece.endsAtMs) })
  return {
    event: {
      id, seriesId: plan.seriesId, slug: plan.slug, nameZh: plan.nameZh, nameEn: plan.nameEn, template: plan.template, zone,
      venueZh: '海淀会议中心', venueEn: 'Haidian Conference Centre',
      summaryZh: '项目路演、一对一洽谈与现场撮合。', summaryEn: 'Pitches, one-to-one meetings and matching on the spot.',
      startsAt: new Date(at(0, '08:00')), endsAt: new Date(at(plan.days - 1, '17:30')), phase: plan.phase,
      settings: settings as unknown as Prisma.InputJsonObject, createdAt: created, updatedAt: created,
    },
    settings,
    stages,
    sessions: days.flatMap((day) => sessionsOfDay(id, stages, (from, to) => stretch(day, from, to), means)),
    tables: Array.from({ length: plan.tables }, (_, position) => ({ id: means.newId(), eventId: id, code: `T${position + 1}`, placeZh: `洽谈区 ${String.fromCharCode(65 + Math.floor(position / 10))} 排`, placeEn: `Meeting area, row ${String.fromCharCode(65 + Math.floor(position / 10))}`, position })),
    windows: windows.map(row),
    blocks: breaks.map((piece) => ({ ...row(piece), labelZh: '茶歇', labelEn: 'Tea break' })),
    slots: gridSlots({ windows, breaks, slotMinutes: slotMinutes(settings) }),
  }
}

function sessionsOfDay(eventId: string, stages: { id: string }[], stretch: (from: string, to: string) => { startsAtMs: number; endsAtMs: number }, means: WorldMeans): Prisma.EventSessionCreateManyInput[] {
  const session = (kind: string, nameZh: string, nameEn: string, from: string, to: string, stageId: string | null): Prisma.EventSessionCreateManyInput => {
    const { startsAtMs, endsAtMs } = stretch(from, to)
    return { id: means.newId(), eventId, stageId, kind, nameZh, nameEn, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs), entryRule: openEntry }
  }
  const roadshows = stages.map((stage, at) => session('roadshow', ['硬科技专场', '生物医药专场', '外资金融机构专场'][at] ?? '专场', ['Deep technology', 'Biomedicine', 'Foreign institutions'][at] ?? 'Roadshow', '08:30', '10:00', stage.id))
  return [
    session('forum', '开场与政策解读', 'Opening and policy briefing', '08:10', '08:30', stages[0]?.id ?? null),
    ...roadshows,
    session('one_to_one', '上午一对一洽谈', 'Morning one-to-one meetings', '10:00', '12:00', null),
    session('one_to_one', '下午一对一洽谈', 'Afternoon one-to-one meetings', '13:30', '17:30', null),
  ]
}

export function planOf(size: DemoSize): Pick<EventPlan, 'days' | 'tables' | 'stages' | 'size'> {
  const { days, tables, stages } = sizes[size]
  return { days, tables, stages, size }
}
