import { z } from 'zod'

import { isCode, type ListName } from '../../domain/directory/vocabulary.ts'
import { minorDigits, type MoneyRange } from '../../domain/directory/money.ts'
import { checkbox, rowId, textBlock, textLine, version, versionFrom } from './text.ts'

const code = (list: ListName) => z.string().max(60).refine((text) => isCode(list, text), 'input.not_an_option')
const codes = (list: ListName) => z.array(code(list)).max(40).default([])
const maybeCode = (list: ListName) => z.union([z.literal(''), code(list)]).default('')

/** A web address with its scheme, or nothing. */
const website = z.union([z.literal(''), z.string().max(2000).trim().max(300).regex(/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u, 'input.bad_url')]).default('')

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD'] as const
/** Units of ten thousand, as amounts are written in Chinese offices; at most ten trillion. */
const tenThousands = z.union([z.literal('').transform(() => null), z.null(), z.string().trim().regex(/^\d{1,9}(\.\d{1,4})?$/, 'input.not_a_number').transform(Number), z.number().min(0).max(1e9)]).default(null)

/** Two ends in units of ten thousand → a range; both empty = unknown. */
const range = z
  .object({ from: tenThousands, to: tenThousands, currency: z.enum(currencies).default('CNY') })
  .refine(({ from, to }) => from === null || to === null || from <= to, { path: ['to'], params: { code: 'input.invalid' } })
  .transform(({ from, to, currency }): MoneyRange | null => {
    if (from === null && to === null) return null
    const minor = (amount: number | null) => (amount === null ? null : Math.round(amount * 10_000 * 10 ** minorDigits(currency)))
    return { minMinor: minor(from), maxMinor: minor(to), currency, approximate: false }
  })
  .default(null)

export const updateProfileInput = z
  .object({
    eventId: rowId,
    organizationId: rowId,
    version,
    nameZh: textLine(120).default(''),
    nameEn: textLine(160).default(''),
    oneLinerZh: textLine(120).default(''),
    oneLinerEn: textLine(200).default(''),
    descriptionZh: textBlock(4000).default(''),
    descriptionEn: textBlock(8000).default(''),
    website,
    sectors: codes('sectors'),
    stage: maybeCode('companyStages'),
    round: maybeCode('rounds'),
    region: maybeCode('regions'),
  })
  .refine(({ nameZh, nameEn }) => nameZh !== '' || nameEn !== '', { path: ['nameZh'], params: { code: 'input.required' } })
export type UpdateProfileInput = z.infer<typeof updateProfileInput>

const thesis = z.object({
  sectors: codes('sectors'), stages: codes('companyStages'), rounds: codes('rounds'), ticket: range, instruments: codes('instruments'), regions: codes('regions'),
  avoidSectors: codes('sectors'), intents: codes('cvcIntents'), notes: textBlock(2000).default(''),
})
const mandate = z.object({
  sectors: codes('sectors'), dealSize: range, control: z.enum(['control', 'minority', 'either']).default('either'), market: z.enum(['domestic', 'overseas', 'either']).default('either'),
  regions: codes('regions'), avoidSectors: codes('sectors'), notes: textBlock(2000).default(''),
})
/** One organization a line. */
const names = z.union([z.array(textLine(160, 1)).max(100), textBlock(4000).transform((text) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').slice(0, 100))]).default([])
const need = z.object({
  round: maybeCode('rounds').transform((text) => (text === '' ? null : text)), amount: range, instruments: codes('instruments'), seeks: codes('investorKinds'),
  avoidOrganizations: names, openToAcquisition: checkbox, notes: textBlock(2000).default(''),
})

/** `version` 0: nothing was there yet. */
const whose = { eventId: rowId, organizationId: rowId, version: versionFrom(0) }
export const updatePreferenceInput = z.discriminatedUnion('kind', [
  z.object({ ...whose, kind: z.literal('thesis'), body: thesis }),
  z.object({ ...whose, kind: z.literal('mandate'), body: mandate }),
  z.object({ ...whose, kind: z.literal('need'), body: need }),
])
export type UpdatePreferenceInput = z.infer<typeof updatePreferenceInput>
