import { z } from 'zod'

import { roles, sides } from '../../domain/access/actor.ts'
import { leavable } from '../../domain/messages/purposes.ts'
import { robotFacts, robotProducts } from '../../domain/messages/robots.ts'
import { registrationKinds } from '../../domain/registration/kinds.ts'
import { isId } from '../../domain/shared/ids.ts'

import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

/** What to show of an event's mails; a filter that makes no sense shows everything. `bulk`: the copies of one announcement. */
export const mailFilterInput = z.object({
  state: z.enum(['queued', 'sent', 'bounced', 'suppressed', 'failed', 'skipped']).optional().catch(undefined),
  template: z.string().regex(/^[a-z_]{1,60}$/).optional().catch(undefined),
  q: textLine(120).optional().catch(undefined),
  bulk: z.string().refine(isId).optional().catch(undefined),
  page: z.coerce.number<string>().int().min(1).max(100_000).catch(1),
})

export const retryMailInput = z.object({ mailId: rowId })

const shownMark = z.string().regex(/^[0-9a-f]{32}$/)
/** Failed mails of what is being looked at: as many, and the very ones, as were shown. */
export const retryFailedInput = z.object({
  eventId: rowId, template: z.string().regex(/^[a-z_]{0,60}$/).default(''), q: textLine(120).default(''), bulk: z.union([z.literal(''), rowId]).default(''),
  count: wholeNumber(1, 100_000), mark: shownMark,
})
export type RetryFailedInput = z.infer<typeof retryFailedInput>

/** One mail with a one-click link, or the choice made on its page. */
export const leaveInput = z.object({ wants: checkbox })

export const setPurposeInput = z.object({ purpose: z.enum(leavable), isWanted: checkbox })
export type SetPurposeInput = z.infer<typeof setPurposeInput>

/** `22:00` → minutes of the day. */
const wallMinute = z.string().max(8).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'input.bad_date').transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)))

export const saveQuietHoursInput = z.object({ isOn: checkbox, from: wallMinute, to: wallMinute })
export type SaveQuietHoursInput = z.infer<typeof saveQuietHoursInput>

export const liftAddressInput = z.object({ eventId: rowId, address: textLine(320, 1) })
export type LiftAddressInput = z.infer<typeof liftAddressInput>

/** An address of which a bounce was read somewhere else. */
export const markAddressInput = liftAddressInput
export type MarkAddressInput = LiftAddressInput

const audience = z.object({
  kinds: z.array(z.enum(registrationKinds)).max(20).default([]),
  segment: textLine(60).default(''),
  sides: z.array(z.enum(sides)).max(10).default([]),
  roles: z.array(z.enum(roles)).max(20).default([]),
  language: z.enum(['', 'zh-CN', 'en']).default(''),
})

/** `announcementId` empty and version 0: a new one. */
export const saveAnnouncementInput = z.object({
  eventId: rowId, announcementId: z.union([z.literal(''), rowId]).default(''), version: versionFrom(0),
  subjectZh: textLine(120).default(''), subjectEn: textLine(160).default(''), bodyZh: textBlock(5_000).default(''), bodyEn: textBlock(8_000).default(''),
  audience: audience.prefault({}),
})
export type SaveAnnouncementInput = z.infer<typeof saveAnnouncementInput>

/** `count` and `mark`: as many people, and the very ones, as were shown. */
export const sendAnnouncementInput = z.object({ eventId: rowId, announcementId: rowId, version, count: wholeNumber(1, 100_000), mark: shownMark })
export type SendAnnouncementInput = z.infer<typeof sendAnnouncementInput>

export const robotInput = z.object({ eventId: rowId, robotId: rowId })
export type RobotInput = z.infer<typeof robotInput>

export const switchRobotInput = robotInput.extend({ isOn: checkbox })
export type SwitchRobotInput = z.infer<typeof switchRobotInput>

export const addRobotInput = z.object({
  eventId: rowId, product: z.enum(robotProducts), name: textLine(60, 1),
  address: textLine(300, 1), secret: textLine(200).default(''),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'), facts: z.array(z.enum(robotFacts)).max(20).default([]),
})
export type AddRobotInput = z.infer<typeof addRobotInput>

/** Which mail is shown and how; what makes no sense shows the first one as it is. */
export const previewInput = z.object({
  mail: z.string().regex(/^[a-z_]{1,60}$/).optional().catch(undefined),
  language: z.enum(['zh-CN', 'en']).optional().catch(undefined),
  form: z.enum(['html', 'text']).catch('html'),
  look: z.enum(['light', 'dark']).catch('light'),
})
