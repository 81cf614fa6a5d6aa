import { z } from 'zod'

import { scanKinds } from '../../domain/door/decide.ts'
import { conflictVerdicts } from '../../domain/door/settling.ts'
import { registrationKinds } from '../../domain/registration/kinds.ts'

import { rowId, textBlock, textLine, version, versionFrom } from './text.ts'

/** Made by a device and told from all others. */
const mark = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'input.invalid')
const session = z.union([z.literal(''), rowId]).default('')

/**
 * One scan. Who is meant: the ticket's text, the hash of its code (from a phone that found it on no list) or a registration;
 * for `undo` the nonce of the scan that is taken back. `wasLetIn`: an offline phone has let somebody in already.
 */
const scan = z.object({
  nonce: mark,
  deviceId: mark,
  sessionId: session,
  kind: z.enum(scanKinds).default('entry'),
  code: textLine(300).default(''),
  codeHash: z.union([z.literal(''), z.string().regex(/^[0-9a-f]{64}$/, 'input.invalid')]).default(''),
  registrationId: z.union([z.literal(''), rowId]).default(''),
  undoes: z.union([z.literal(''), mark]).default(''),
  /** ms; now where it is missing. */
  scannedAt: z.number().int().min(0).max(8_640_000_000_000_000).optional(),
  isOffline: z.boolean().default(false),
  wasLetIn: z.boolean().default(false),
})
export type ScanInput = z.infer<typeof scan>

/** Whose device it says it is, where it says so: nothing is then taken in somebody else's name. */
const by = rowId.optional()

export const scanInput = z.object({ eventId: rowId, by, scans: z.array(scan).min(1).max(100) })
export type ScansInput = z.infer<typeof scanInput>

export const doorEventInput = z.object({ eventId: rowId })

export const doorListInput = z.object({ eventId: rowId, by })
export type DoorListInput = z.infer<typeof doorListInput>

export const settleInput = z.object({ eventId: rowId, conflictId: rowId, version, verdict: z.enum(conflictVerdicts), note: textBlock(500, 1) })
export type SettleInput = z.infer<typeof settleInput>

/** `now`: open from now on; `planned`: as the event's times say; `closed`: nobody more comes in. */
export const doorOpenings = ['now', 'planned', 'closed'] as const
export const doorHoursInput = z.object({ eventId: rowId, version: versionFrom(0), open: z.enum(doorOpenings) })
export type DoorHoursInput = z.infer<typeof doorHoursInput>

export const walkInInput = z.object({
  eventId: rowId,
  formId: rowId,
  nonce: mark,
  deviceId: mark,
  sessionId: session,
  nameZh: textLine(60).default(''),
  nameEn: textLine(80).default(''),
  organizationZh: textLine(120).default(''),
  organizationEn: textLine(160).default(''),
}).refine((one) => one.nameZh !== '' || one.nameEn !== '', { path: ['nameZh'], params: { code: 'input.required' } })
export type WalkInInput = z.infer<typeof walkInInput>

export const badgesInput = z.object({
  eventId: rowId,
  kind: z.union([z.literal(''), z.enum(registrationKinds)]).default(''),
  registrationId: z.union([z.literal(''), rowId]).default(''),
})
export type BadgesInput = z.infer<typeof badgesInput>
