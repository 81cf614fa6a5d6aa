import type { Ground } from '#server/app.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { createProgrammeQueries } from '#server/features/programme/queries.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { JobHandler } from '#server/jobs/registry.ts'

/** What the programme gets from the rest of the application. */
export type ProgrammeParts = { findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

/** What happens when and where, and who pitches in which slot. */
export function createProgrammeSide(ground: Ground, parts: ProgrammeParts) {
  const programme = createProgrammeQueries({ db: ground.db, findEvent: parts.findEvent })
  const mails: MailTemplates = {}
  const jobHandlers: JobHandler[] = []
  const endpoints: Endpoint[] = []
  return { features: { programme }, mails, jobHandlers, endpoints }
}
