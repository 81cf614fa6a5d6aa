import { z } from 'zod'

import { errorLabel, maxAttempts } from '#server/jobs/failure.ts'
import { defineJob, GiveUp, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Mailer } from '#server/platform/mailer.ts'

import { renderMail, type MailTemplates } from './mail.ts'
import { findQueuedMail, markSent, markSkipped, markTried } from './store.ts'

export const mailJob = defineJob('mail:send', z.strictObject({ mailId: z.string() }))

type Parts = { db: Database; clock: Clock; mailer: Mailer; templates: MailTemplates; keepContent: boolean }

/** The mail server refused for good (5xx): another try would be answered the same. */
function isRefusal(error: unknown): boolean {
  const code = (error as { responseCode?: unknown }).responseCode
  return typeof code === 'number' && code >= 500 && code < 600
}

/**
 * Sends one mail: loads fresh facts, renders, sends, marks. A crash between sending and marking sends it once more with
 * the same Message-ID, by which mail programs know the copy.
 */
export function createMailJobs({ db, clock, mailer, templates, keepContent }: Parts): JobHandler[] {
  return [
    handle(mailJob, async ({ mailId }, { attempt, finish }) => {
      const mail = await findQueuedMail(db.client, mailId)
      if (mail === null) return
      const template = templates[mail.template]
      if (template === undefined) throw new Error(`no mail template ${mail.template}`)
      const content = await template(mail)
      if (content === null) return finish((tx) => markSkipped(tx, mailId))
      const rendered = await renderMail(content)
      const { subject, html, text, calendar } = rendered
      try {
        await mailer.send({ to: { name: mail.toName, address: mail.toEmail }, subject, html, text, messageId: mail.messageId, ...(calendar ? { calendar } : {}) })
      } catch (error) {
        const refused = isRefusal(error)
        await markTried(db.client, mailId, errorLabel(error), refused || attempt >= maxAttempts)
        throw refused ? new GiveUp('mail.refused') : error
      }
      await finish((tx) => markSent(tx, mailId, clock.now(), subject, keepContent ? rendered : null))
    }),
  ]
}
