import type { Tone } from '#app/ui/status.tsx'
import type { RegistrationState } from '#server/domain/registration/standing.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const stateTones: Record<RegistrationState, Tone> = { draft: 'neutral', submitted: 'waiting', approved: 'live', declined: 'neutral', waitlisted: 'waiting', offered: 'live', lapsed: 'neutral', confirmed: 'confirmed', cancelled: 'neutral' }

type Named = { nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; titleZh: string; titleEn: string }
type Pick = (zh: string, en: string) => string

/** Organization and title under a name. */
export const underName = (badge: Named, pick: Pick): string => [pick(badge.organizationZh, badge.organizationEn), pick(badge.titleZh, badge.titleEn)].filter(Boolean).join(' · ')
