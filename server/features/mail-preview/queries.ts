import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { isLeavable, kindOf, type Purpose } from '#server/domain/messages/purposes.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { renderMail } from '#server/features/messages/mail.ts'
import type { Locale } from '#server/i18n/locales.ts'

import { samples } from './mail.ts'
import { sampleOf } from './store.ts'

export type PreviewedMail = { template: string; subject: string; html: string; text: string; purpose: Purpose; canBeLeft: boolean }

const dayMs = 86_400_000

/** Every mail there is, made of sample data: what is shown here is what leaves, word by word. */
export function createMailPreview({ now, render }: { now: () => number; render: typeof renderMail }) {
  return {
    /** Names of all mails; only for those who see what an event sends. */
    async show(actor: Actor, { eventId, template, locale }: { eventId: string; template: string | null; locale: Locale }): Promise<Result<{ templates: string[]; mail: PreviewedMail }>> {
      if (!can(actor, 'messages:view', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const templates = Object.keys(samples)
      const name = template ?? templates[0] ?? ''
      const make = Object.hasOwn(samples, name) ? samples[name] : undefined
      if (make === undefined) return err('record.not_found')
      // 09:00 in Beijing, a fortnight from now.
      const sample = sampleOf(locale, Math.floor(now() / dayMs) * dayMs + 14 * dayMs + 3_600_000)
      const { purpose } = kindOf(name)
      const canBeLeft = isLeavable(purpose)
      const { subject, html, text } = await render(make(locale, sample), canBeLeft ? `${sample.base}/unsubscribe/…` : null)
      return ok({ templates, mail: { template: name, subject, html, text, purpose, canBeLeft } })
    },
  }
}
