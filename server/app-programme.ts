import type { Ground } from '#server/app.ts'
import { createPitching } from '#server/app-pitching.ts'
import { createProgrammeEditor } from '#server/app-programme-editor.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { JobHandler } from '#server/jobs/registry.ts'

/** What the programme gets from the rest of the application. */
export type ProgrammeParts = { findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

/** What happens when and where, and who pitches in which slot. */
export function createProgrammeSide(ground: Ground, parts: ProgrammeParts) {
  const { pitching, rooms, followRelease, ...pitches } = createPitching(ground)
  const editor = createProgrammeEditor(ground, { ...parts, follow: followRelease })
  const mails: MailTemplates = { ...editor.mails, ...pitches.mails }
  const jobHandlers: JobHandler[] = [...pitches.jobHandlers]
  const endpoints: Endpoint[] = [...editor.endpoints, ...pitches.endpoints]
  return { features: { programme: editor.programme, pitching }, rooms, mails, jobHandlers, endpoints }
}
