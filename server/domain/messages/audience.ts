import type { Role, Side } from '../access/actor.ts'
import type { RegistrationKind } from '../registration/kinds.ts'

/**
 * Whom an organizer writes to at an event: registered people of these kinds (in one segment, where it is named), people of
 * delegations of these sides, and those with these roles, taken together; of them, where it is named, who reads one language.
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

/** A subject and a text belong together; one language is enough. */
export function hasText(text: { subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string }): boolean {
  return (text.subjectZh !== '' && text.bodyZh !== '') || (text.subjectEn !== '' && text.bodyEn !== '')
}
