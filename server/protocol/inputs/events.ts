import { z } from 'zod'

import { roles } from '../../domain/access/actor.ts'
import { phases } from '../../domain/events/phases.ts'
import { lines } from '../../domain/events/setup.ts'
import { isZone } from '../../domain/shared/time.ts'
import { checkbox, rowId, textBlock, textLine, version, wholeNumber } from './text.ts'

/** Part of a web address: letters, figures and hyphens. */
const slug = z.string().max(200).trim().toLowerCase().min(3).max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'event.bad_slug')
const zone = z.string().max(60).refine(isZone, 'input.not_an_option')
const day = z.string().max(20).regex(/^\d{4}-\d{2}-\d{2}$/, 'input.bad_date')
const wall = z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date')
const names = { nameZh: textLine(80, 1), nameEn: textLine(120, 1) }

export const createSeriesInput = z.object({ ...names, slug, line: z.enum(lines), descriptionZh: textBlock(2000).default(''), descriptionEn: textBlock(4000).default('') })
export type CreateSeriesInput = z.infer<typeof createSeriesInput>

export const createEventInput = z.object({
  ...names,
  seriesId: rowId,
  template: z.enum(lines),
  slug,
  date: day,
  zone,
  tables: wholeNumber(0, 400),
  withForeignSession: checkbox,
})
/** What the preview of a new event needs; names and address may still be missing. */
export const previewEventInput = createEventInput.pick({ template: true, date: true, zone: true, tables: true, withForeignSession: true })

export type CreateEventInput = z.infer<typeof createEventInput>

/** Times are wall times in the event's zone. */
export const editEventInput = z.object({
  eventId: rowId,
  version,
  ...names,
  summaryZh: textBlock(1000).default(''),
  summaryEn: textBlock(2000).default(''),
  venueZh: textLine(120).default(''),
  venueEn: textLine(200).default(''),
  startsAt: wall,
  endsAt: wall,
})
export type EditEventInput = z.infer<typeof editEventInput>

export const changePhaseInput = z.object({ eventId: rowId, version, to: z.enum(phases) })
export type ChangePhaseInput = z.infer<typeof changePhaseInput>

export const cloneEventInput = z.object({ eventId: rowId, slug, ...names, date: day })
export type CloneEventInput = z.infer<typeof cloneEventInput>

export const grantRoleInput = z.object({
  eventId: rowId,
  email: z.string().max(1000).trim().toLowerCase().min(1).max(254).regex(/^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cs}]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u, 'input.bad_email'),
  role: z.enum(roles),
  organizationId: rowId.nullish().or(z.literal('').transform(() => null)),
})
export type GrantRoleInput = z.infer<typeof grantRoleInput>

export const revokeRoleInput = z.object({ eventId: rowId, roleId: rowId })
export type RevokeRoleInput = z.infer<typeof revokeRoleInput>
