import { freeStretches, gridSlots, type GridSlot, type Stretch } from './grid.ts'
import type { EntryRule } from './entry-rules.ts'
import type { Phase } from './phases.ts'
import { slotMinutes as slotMinutesOf, type EventSettings } from './settings.ts'

/** The three named lines of events. */
export const lines = ['demo_day', 'ma_matchmaking', 'salon'] as const
export type Line = (typeof lines)[number]

export function isLine(text: unknown): text is Line {
  return lines.includes(text as Line)
}

/** Whether companies pitch at events of a line; a salon has guests and seats instead, and none of what follows from pitches. */
export const hasPitches = (line: Line): boolean => line !== 'salon'

/** What everybody who may see an event knows of it. Instants in ms since the epoch. */
export type EventHeader = {
  id: string
  slug: string
  nameZh: string
  nameEn: string
  summaryZh: string
  summaryEn: string
  /** IANA name. */
  zone: string
  phase: Phase
  template: string
  startsAt: number
  endsAt: number
  venueZh: string
  venueEn: string
  /** Rises with every edit of the event and its set-up. */
  version: number
  series: { slug: string; nameZh: string; nameEn: string; line: Line }
}

export type StageRow = { id: string; nameZh: string; nameEn: string; placeZh: string; placeEn: string }
export type TableRow = { id: string; code: string; placeZh: string; placeEn: string }
export type WindowRow = Stretch & { id: string }
/** A break for everybody (`tableId` null), or a time at which one table is not to be used. */
export type BlockRow = Stretch & { id: string; tableId: string | null; labelZh: string; labelEn: string }
/** `kind` is a code of `sessionTypes`. */
export type SessionRow = Stretch & { id: string; stageId: string | null; kind: string; nameZh: string; nameEn: string; entryRule: EntryRule }

/** The stored parts of a set-up, in the order in which people see them. */
export type SetupParts = {
  settings: EventSettings
  stages: StageRow[]
  tables: TableRow[]
  windows: WindowRow[]
  blocks: BlockRow[]
  sessions: SessionRow[]
}

/** Everything an organizer sets up before people meet. `slots` are where meetings may start, cut from windows and breaks. */
export type Setup = SetupParts & {
  event: EventHeader
  /** The version to send back with an edit of any part. */
  settingsVersion: number
  slots: GridSlot[]
  slotMinutes: number
}

/** Breaks for everybody; the others hold for one table. */
export function breaksOf(blocks: BlockRow[]): Stretch[] {
  return blocks.filter((block) => block.tableId === null)
}

export function slotsOf(parts: Pick<SetupParts, 'settings' | 'windows' | 'blocks'>): { slots: GridSlot[]; slotMinutes: number } {
  const slotMinutes = slotMinutesOf(parts.settings)
  return { slots: gridSlots({ windows: parts.windows, breaks: breaksOf(parts.blocks), slotMinutes }), slotMinutes }
}

/** True where a meeting lies inside one free stretch of the grid and, if it has a table, the table stands and isn't blocked then. */
export function fitsGrid(parts: Pick<SetupParts, 'tables' | 'windows' | 'blocks'>, meeting: Stretch & { tableId: string | null }): boolean {
  const inside = freeStretches(parts.windows, breaksOf(parts.blocks)).some((free) => free.startsAtMs <= meeting.startsAtMs && meeting.endsAtMs <= free.endsAtMs)
  if (!inside) return false
  if (meeting.tableId === null) return true
  if (!parts.tables.some((table) => table.id === meeting.tableId)) return false
  return !parts.blocks.some((block) => block.tableId === meeting.tableId && block.startsAtMs < meeting.endsAtMs && meeting.startsAtMs < block.endsAtMs)
}
