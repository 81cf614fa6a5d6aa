import type { Ground } from '#server/app.ts'
import { createMailChoiceCommands } from '#server/features/mail-choices/commands.ts'
import { createMailChoiceQueries, createMailGate } from '#server/features/mail-choices/queries.ts'
import { createMessagesCommands } from '#server/features/messages/commands.ts'
import { createMailJobs } from '#server/features/messages/jobs.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import { createMessagesQueries } from '#server/features/messages/queries.ts'
import type { JobHandler } from '#server/jobs/registry.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'

/** Mails to people: what went out, what they say about being written to, and the jobs that send. */
export function createMessageSide(ground: Ground) {
  const { db, clock, ids, mailer, publisher, nudge, ended, work, appSecret, env: { hasMailbox, MAIL_FROM, baseUrl } } = ground
  const now = (): number => clock.now()
  const quick = createQuickWork({ db, clock, ids, publish: publisher.publish, nudge, ended })
  const gate = createMailGate({ db, now, appSecret, baseUrl, keepsQuiet: !hasMailbox })
  return {
    features: {
      messages: { ...createMessagesQueries({ db, hasMailbox }), ...createMessagesCommands({ work, quick, mailDomain: MAIL_FROM.split('@')[1] ?? 'touhai.invalid' }) },
      mailChoices: { ...createMailChoiceQueries({ db, appSecret }), ...createMailChoiceCommands({ quick, appSecret }) },
    },
    /** The jobs that send every mail there is. */
    sending: (templates: MailTemplates): JobHandler[] => createMailJobs({ db, clock, mailer, keepContent: hasMailbox, templates, gate, newId: () => ids.newId() }),
  }
}
