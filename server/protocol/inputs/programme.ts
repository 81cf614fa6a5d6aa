import { z } from 'zod'

import { conflictKinds, conflictLevels, type ConflictKind } from '../../domain/programme/conflicts.ts'
import { appearanceRoles, programmeKinds } from '../../domain/programme/item.ts'
import { scheduleLimits } from '../../domain/programme/schedule.ts'
import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

const none = z.union([z.literal('').transform(() => null), z.null()])
const idOrNone = z.union([rowId, none]).default(null)
/** ms since the epoch. */
const instant = z.union([z.number(), z.string().regex(/^\d{1,15}$/, 'input.not_a_number').transform(Number)]).pipe(z.number().int().min(0).max(8_640_000_000_000))

const person = z.object({ personId: idOrNone, name: textLine(scheduleLimits.name).default(''), organization: textLine(120).default(''), role: z.enum(appearanceRoles).default('speaker') })
/** Rows of a form in which nobody is named were left blank. */
const people = z.preprocess((sent) => (Array.isArray(sent) ? sent.filter((one: unknown) => isNamed(one)) : (sent ?? [])), z.array(person).max(scheduleLimits.people))

function isNamed(row: unknown): boolean {
  const { personId, name } = (row ?? {}) as { personId?: unknown; name?: unknown }
  return Boolean(personId) || (typeof name === 'string' && name.trim() !== '')
}

const face = {
  kind: z.enum(programmeKinds),
  sessionId: idOrNone,
  titleZh: textLine(scheduleLimits.title).default(''),
  titleEn: textLine(scheduleLimits.title).default(''),
  summaryZh: textBlock(scheduleLimits.summary).default(''),
  summaryEn: textBlock(scheduleLimits.summary).default(''),
  track: textLine(scheduleLimits.track).default(''),
  qaMinutes: wholeNumber(0, 240).default(0),
  bufferMinutes: wholeNumber(0, 240).default(0),
  isLinked: checkbox,
  people,
}
const place = { stageId: idOrNone, startsAtMs: instant, endsAtMs: instant }
const named = { itemId: rowId, version }

/** One edit of the working copy; instants in ms. */
export const programmeEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), items: z.array(z.object({ ...face, ...place })).min(1).max(100) }),
  z.object({ kind: z.literal('slots'), count: wholeNumber(1, 100), lengthMinutes: wholeNumber(5, 240), qaMinutes: wholeNumber(0, 235).default(0), bufferMinutes: wholeNumber(0, 240).default(0), startsAtMs: instant, stageId: rowId, sessionId: idOrNone, track: textLine(scheduleLimits.track).default(''), isLinked: checkbox }),
  z.object({ kind: z.literal('move'), ...named, stageId: idOrNone, startsAtMs: instant }),
  z.object({ kind: z.literal('resize'), ...named, startsAtMs: instant, endsAtMs: instant }),
  z.object({ kind: z.literal('change'), ...named, face: z.object(face), place: z.object(place).nullish() }),
  z.object({ kind: z.literal('remove'), ...named }),
])

export const editProgrammeInput = z.object({ eventId: rowId, edit: programmeEdit })
export type EditProgrammeInput = z.infer<typeof editProgrammeInput>

export const undoProgrammeInput = z.object({ eventId: rowId })

/** `number`: the last edit that the organizer has seen; `confirm`: she has seen the conflicts that only warn. */
export const releaseProgrammeInput = z.object({ eventId: rowId, number: versionFrom(0), name: textLine(60, 1), notes: textBlock(2000).default(''), confirm: checkbox })
export type ReleaseProgrammeInput = z.infer<typeof releaseProgrammeInput>

const level = z.enum(conflictLevels)
export const saveConflictLevelsInput = z.object({
  eventId: rowId,
  version,
  levels: z.object(Object.fromEntries(conflictKinds.map((kind) => [kind, level])) as Record<ConflictKind, typeof level>),
})
export type SaveConflictLevelsInput = z.infer<typeof saveConflictLevelsInput>

export const mostScheduleBytes = scheduleLimits.bytes
export const uploadScheduleInput = z.object({ eventId: rowId, fileName: z.string().transform((name) => name.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(-120)), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) })
export const scheduleImportInput = z.object({ eventId: rowId, importId: rowId })
/** `firstDay`: the first day of the file falls on this one; empty keeps its own dates. */
export const applyScheduleInput = z.object({ ...scheduleImportInput.shape, number: versionFrom(0), firstDay: z.union([z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'input.bad_date'), none]).default(null) })
export type ApplyScheduleInput = z.infer<typeof applyScheduleInput>
