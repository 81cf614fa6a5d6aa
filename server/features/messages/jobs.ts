import { z } from 'zod'

import { errorLabel, maxAttempts } from '#server/jobs/failure.ts'
import { defineJob, GiveUp, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Mailer, OutgoingMail } from '#server/platform/mailer.ts'

import { renderMail, type MailTemplates, type RenderedMail } from './mail.ts'
import { findQueuedMail, markSent, markSkipped, markTried, type QueuedMail } from './store.ts'

export const mailJob = defineJob('mail:send', z.strictObject({ mailId: z.string() }))

type Parts = { db: Database; clock: Clock; mailer: Mailer; templates: MailTemplates; keepContent: boolean }

/** The mail server refused for good (5xx): another try would be answered the same. */
function isRefusal(error: unknown): boolean {
  const code = (error as { responseCode?: unknown }).responseCode
  return typeof code === 'number' && code >= 500 && code < 600
}

function toSend({ toName, toEmail, messageId }: QueuedMail, { subject, html, text, calendar }: RenderedMail): OutgoingMail {
  return { to: { name: toName, address: toEmail }, subject, html, text, messageId, ...(calendar ? { calendar } : {}) }
}

/**
 * Sends one mail: loads fresh facts, renders, sends, marks. A crash between sending and marking sends it once more with
 * the same Message-ID, by which mail programs know the copy.
 */
export function createMailJobs({ db, clock, mailer, templates, keepContent }: Parts): JobHandler[] {
  async function make(mail: QueuedMail): Promise<RenderedMail | null> {
    const template = Object.hasOwn(templates, mail.template) ? templates[mail.template] : undefined
    if (template === undefined) throw Object.assign(new Error(), { code: 'mail.no_template' })
    const content = await template(mail)
    return content === null ? null : renderMail(content)
  }

  return [
    handle(mailJob, async ({ mailId }, { attempt, finish }) => {
      const mail = await findQueuedMail(db.client, mailId)
      if (mail === null) return
      let rendered: RenderedMail | null
      try {
        rendered = await make(mail)
        if (rendered !== null) await mailer.send(toSend(mail, rendered))
      } catch (error) {
        const refused = isRefusal(error)
        await markTried(db.client, mailId, errorLabel(error), refused || attempt >= maxAttempts)
        throw refused ? new GiveUp('mail.refused') : error
      }
      const made = rendered
      await finish((tx) => (made === null ? markSkipped(tx, mailId) : markSent(tx, mailId, clock.now(), made.subject, keepContent ? made : null)))
    }),
  ]
}
