import { z } from 'zod'

import { mailAddress } from '../../domain/shared/mail-address.ts'
import { isZone } from '../../domain/shared/time.ts'

const strangeCharacters = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** One line of text: trimmed, bounded, without control characters, lone surrogates and direction overrides. */
const line = (max: number) =>
  z.string().max(max * 4, 'input.too_long').transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(max, 'input.too_long').refine((text) => !strangeCharacters.test(text), 'input.bad_characters'))

/** An address in one spelling: lower-case strict ASCII. */
export const mailAddressInput = z.string('input.required').transform((text, check) => {
  const address = mailAddress(text)
  if (address !== null) return address
  check.addIssue({ code: 'custom', message: text.trim() === '' ? 'input.required' : 'input.bad_email' })
  return z.NEVER
})

export const startSignInInput = z.object({ email: mailAddressInput, next: z.string().max(1_000).regex(/^[^\p{Cc}\p{Cs}]*$/u).optional().catch(undefined) })

/** Six digits; spaces and full-width digits, as some keyboards write them, are forgiven. */
export const codeInput = z.object({
  code: z.string('input.required').max(40, 'auth.wrong_code').transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().min(1, 'input.required').regex(/^\d{6}$/, 'auth.wrong_code')),
})

export const profileInput = z.object({
  version: z.coerce.number<string>().int().min(1),
  nameZh: line(40),
  nameEn: line(80),
  titleZh: line(60),
  titleEn: line(80),
  phone: line(32).pipe(z.string().regex(/^$|^\+?[\d\s()-]{5,32}$/, 'import.bad_phone')).transform((text) => (text === '' ? null : text)),
  locale: z.enum(['zh-CN', 'en']),
  zone: z.string().max(64).refine((zone) => zone === '' || isZone(zone), 'input.not_an_option').transform((zone) => (zone === '' ? null : zone)),
})
export type ProfileInput = z.output<typeof profileInput>
