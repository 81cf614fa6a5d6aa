import { z } from 'zod'

import { sides } from '../../domain/access/actor.ts'
import { claimKinds } from '../../domain/events/entry-rules.ts'
import { isCode } from '../../domain/directory/vocabulary.ts'
import { checkbox, rowId, textLine, version, wholeNumber } from './text.ts'

/** Wall time in the event's zone, as a browser's date-time field sends it. */
const wall = z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date')
const stretch = { startsAt: wall, endsAt: wall }
/** Empty for a new row. */
const newOrKnown = z.union([rowId, z.literal('').transform(() => null), z.null()]).default(null)
const code = (list: Parameters<typeof isCode>[0]) => z.string().max(60).refine((text) => isCode(list, text), 'input.not_an_option')
const edit = { eventId: rowId, version, /** The organizer has seen which meetings are in the way. */ confirm: checkbox }
/** A list from a form. A row in which all of `keys` are empty was left blank, or emptied to remove it. */
const rows = <Row extends z.ZodType>(row: Row, most: number, keys: string[] = []) =>
  z.preprocess((sent) => (Array.isArray(sent) ? sent.filter((one: unknown) => keys.length === 0 || !isBlank(one, keys)) : (sent ?? [])), z.array(row).max(most))

function isBlank(row: unknown, keys: string[]): boolean {
  return typeof row === 'object' && row !== null && keys.every((key) => ((row as Record<string, unknown>)[key] ?? '') === '')
}

export const saveStagesInput = z.object({
  ...edit,
  stages: rows(z.object({ id: newOrKnown, nameZh: textLine(60, 1), nameEn: textLine(80, 1), placeZh: textLine(80).default(''), placeEn: textLine(120).default('') }), 200, ['nameZh', 'nameEn']),
})
export type SaveStagesInput = z.infer<typeof saveStagesInput>

export const saveTablesInput = z.object({
  ...edit,
  tables: rows(z.object({ id: newOrKnown, code: textLine(12, 1), placeZh: textLine(60).default(''), placeEn: textLine(80).default('') }), 400, ['code', 'placeZh', 'placeEn']),
})
export type SaveTablesInput = z.infer<typeof saveTablesInput>

/** So many tables: numbered ones are added, or the last ones removed. */
export const setTableCountInput = z.object({ ...edit, count: wholeNumber(0, 400) })
export type SetTableCountInput = z.infer<typeof setTableCountInput>

export const saveGridInput = z.object({
  ...edit,
  windows: rows(z.object({ id: newOrKnown, ...stretch }), 60, ['startsAt', 'endsAt']),
  blocks: rows(z.object({ id: newOrKnown, ...stretch, tableId: newOrKnown, labelZh: textLine(40).default(''), labelEn: textLine(60).default('') }), 500, ['startsAt', 'endsAt']),
})
export type SaveGridInput = z.infer<typeof saveGridInput>

export const saveSessionsInput = z.object({
  ...edit,
  sessions: rows(z.object({ id: newOrKnown, ...stretch, stageId: newOrKnown, kind: code('sessionTypes'), nameZh: textLine(80, 1), nameEn: textLine(120, 1) }), 200, ['startsAt', 'endsAt', 'nameZh', 'nameEn']),
})
export type SaveSessionsInput = z.infer<typeof saveSessionsInput>

const limit = z.union([z.literal('').transform(() => null), z.null(), wholeNumber(0, 500)]).default(null)
const perSide = z.object(Object.fromEntries(sides.map((side) => [side, limit])) as Record<(typeof sides)[number], typeof limit>)

export const saveRulesInput = z.object({
  ...edit,
  /** `lengthMinutes` empty: this pair may not ask. */
  pairs: z.array(z.object({ from: z.enum(sides), to: z.enum(sides), lengthMinutes: z.union([z.literal('').transform(() => null), z.null(), wholeNumber(0, 10_000)]).default(null) })).max(16),
  meetingsPerPair: wholeNumber(1, 5),
  expiryHours: wholeNumber(1, 720),
  mostHolds: wholeNumber(1, 10),
  outboundQuota: perSide,
  inboundCap: perSide,
  noticeMinutes: wholeNumber(0, 10_080),
  rescheduleBudget: wholeNumber(0, 20),
  bufferMinutes: wholeNumber(0, 120),
  walkMinutes: wholeNumber(0, 60).default(5),
})
export type SaveRulesInput = z.infer<typeof saveRulesInput>

/** A band belongs to assets only; a form sends its field whichever claim is chosen. */
const claim = z
  .object({ kind: z.enum(claimKinds), value: z.union([z.literal('').transform(() => null), z.null(), textLine(60)]).default(null) })
  .transform(({ kind, value }) => ({ kind, value: kind !== 'aum' && value !== null && isCode('aumBands', value) ? null : value }))

export const saveEntryRuleInput = z.object({
  ...edit,
  sessionId: rowId,
  admissions: rows(z.object({ organizationKind: code('organizationKinds'), subkinds: z.array(code('investorKinds')).max(40).default([]), claims: rows(claim, 5, ['kind']) }), 20, ['organizationKind']),
})
export type SaveEntryRuleInput = z.infer<typeof saveEntryRuleInput>
