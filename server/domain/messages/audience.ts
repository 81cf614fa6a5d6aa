import type { Role, Side } from '../access/actor.ts'
import type { RegistrationKind } from '../registration/kinds.ts'

/**
 * Whom an organizer writes to at an event: registered people of these kinds (in one segment, where it is named; a segment
 * alone is everybody registered in it), people of delegations of these sides, and those with these roles, taken together; of
 * them, where it is named, who reads one language.
 */
export type Audience = { kinds: RegistrationKind[]; segment: string; sides: Side[]; roles: Role[]; language: '' | 'zh-CN' | 'en' }

export type Reached = { personId: string; email: string; name: string; locale: string; isSuppressed: boolean; hasLeft: boolean }
export type AudienceCount = { count: number; zh: number; en: number; bounced: number; left: number }

/** Who of them gets a mail, and why the others don't; an address that bounces counts as that, whatever its reader said. */
export function countAudience(reached: readonly Reached[]): AudienceCount & { going: Reached[] } {
  const going = reached.filter((one) => !one.isSuppressed && !one.hasLeft)
  const en = going.filter((one) => one.locale === 'en').length
  return { going, count: going.length, en, zh: going.length - en, bounced: reached.filter((one) => one.isSuppressed).length, left: reached.filter((one) => one.hasLeft && !one.isSuppressed).length }
}

/** A segment says nothing of delegations and roles: beside them it needs a kind of registration that it narrows. */
export const isSegmentLost = ({ kinds, segment, sides, roles }: Audience): boolean => segment !== '' && kinds.length === 0 && sides.length + roles.length > 0

type Text = { subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string }
const isInChinese = (text: Text): boolean => text.subjectZh !== '' && text.bodyZh !== ''
const isInEnglish = (text: Text): boolean => text.subjectEn !== '' && text.bodyEn !== ''

/** In which language a reader gets a text: her own where subject and text are both in it, else the one there is. */
export const languageFor = (text: Text, locale: 'zh-CN' | 'en'): 'zh-CN' | 'en' => (!isInChinese(text) || (locale === 'en' && isInEnglish(text)) ? 'en' : 'zh-CN')

/** How many of those it goes to read the language that it isn't written in, and which that is; null: everybody gets her own. */
export function readingOther(text: Text, { zh, en }: Pick<AudienceCount, 'zh' | 'en'>): { language: 'zh-CN' | 'en'; count: number } | null {
  if (en > 0 && languageFor(text, 'en') !== 'en') return { language: 'en', count: en }
  return zh > 0 && languageFor(text, 'zh-CN') !== 'zh-CN' ? { language: 'zh-CN', count: zh } : null
}

/** A subject and a text belong together; one language is enough. */
export const hasText = (text: Text): boolean => isInChinese(text) || isInEnglish(text)
