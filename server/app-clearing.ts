import type { Ground } from '#server/app.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { JobHandler } from '#server/jobs/registry.ts'

/** What clearing gets from the rest of the application. */
export type ClearingParts = { findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

/** Interest into meetings after the last pitch, and seats at a salon. */
export function createClearingSide(ground: Ground, parts: ClearingParts) {
  void ground
  void parts
  const mails: MailTemplates = {}
  const jobHandlers: JobHandler[] = []
  const endpoints: Endpoint[] = []
  return { features: {}, mails, jobHandlers, endpoints }
}
