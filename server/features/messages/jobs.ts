import { z } from 'zod'

import { laneOf, type MailLane } from '#server/domain/messages/purposes.ts'
import { refusalOf, type SmtpReply } from '#server/domain/messages/bounce.ts'
import { digestWindowMs } from '#server/domain/messages/agenda-news.ts'
import { endless, errorLabel, maxAttempts } from '#server/jobs/failure.ts'
import { defineJob, GiveUp, handle, type JobContext, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import type { Mailer, OutgoingMail } from '#server/platform/mailer.ts'

import { renderMail, type MailContent, type MailTemplates, type RenderedMail } from './mail.ts'
import { findQueuedMail, followTouched, markHeld, markSent, markSkipped, markSuppressed, markTried, suppressAddress, type QueuedMail } from './store.ts'

const oneMail = z.strictObject({ mailId: z.string() })
/** A day or two of a mail server that is away, slow, full or doesn't let us in: an outage over a weekend loses nothing. */
export const mailPatience = 64
// A mail that can't even be marked as failed (the database is away) is not given up by its job: it would wait for ever, and what came for it later with it.
const lane = { most: 2, patience: endless }
/** Nobody's ticket waits behind what an organizer writes to thousands, and no code that is good for minutes behind tickets. */
const jobs = { one: defineJob('mail:send', oneMail, lane), codes: defineJob('mail:send-code', oneMail, lane), many: defineJob('mail:send-many', oneMail, lane) } as const
/** The job that sends a mail of this template, in the line where it belongs. */
export const mailJobOf = (template: string): (typeof jobs)[MailLane] => jobs[laneOf(template)]
/** The job of a mail that may be brought forward. */
export const digestKey = (mailId: string): string => `mail:send:${mailId}`

/** What readers and their mail servers have said about being written to. */
export type MailGate = {
  /** Why a mail doesn't go out at all; null: it may. */
  stops(mail: QueuedMail): 'bounced' | 'left' | null
  /** Until when (ms) it waits for the reader's morning; null: it leaves now. */
  heldUntil(mail: QueuedMail, soonestMs: number | null): number | null
  /** Address at which she leaves mails of its purpose; null where they can't be left. */
  leaveLink(mail: QueuedMail): string | null
}

const openGate: MailGate = { stops: () => null, heldUntil: () => null, leaveLink: () => null }

type Parts = { db: Database; clock: Clock; mailer: Mailer; templates: MailTemplates; keepContent: boolean; gate?: MailGate; newId?: () => string; windowMs?: number }

function replyOf(error: unknown): SmtpReply | null {
  const { responseCode, response, command } = error as { responseCode?: unknown; response?: unknown; command?: unknown }
  if (typeof responseCode !== 'number') return null
  const words = typeof response === 'string' ? response : ''
  return { code: responseCode, enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? '', command: typeof command === 'string' ? command : '', words }
}

function toSend({ toName, toEmail, messageId }: QueuedMail, { subject, html, text, calendar }: RenderedMail, leave: string | null): OutgoingMail {
  // One press in the mail program and out (RFC 8058); the page at the same address asks first, as scanners open every link.
  const leaving: Record<string, string> = leave === null ? {} : { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  return { to: { name: toName, address: toEmail }, subject, html, text, messageId, headers: { 'Auto-Submitted': 'auto-generated', ...leaving }, ...(calendar ? { calendar } : {}) }
}

/**
 * Sends one mail: loads fresh facts, asks whether and when it may go, renders, sends, marks. A crash between sending and
 * marking sends it once more with the same Message-ID, by which mail programs know the copy.
 */
export function createMailJobs({ db, clock, mailer, templates, keepContent, gate = openGate, newId = createIds().newId, windowMs = digestWindowMs }: Parts): JobHandler[] {
  async function contentOf(mail: QueuedMail): Promise<MailContent | null> {
    const template = Object.hasOwn(templates, mail.template) ? templates[mail.template] : undefined
    if (template === undefined) throw Object.assign(new Error(), { code: 'mail.no_template' })
    return template(mail)
  }

  async function noteFailure(mail: QueuedMail, error: unknown, { tries, patience }: { tries: number; patience: number }): Promise<void> {
    const reply = replyOf(error)
    const refusal = reply === null ? null : refusalOf(reply)
    const isOver = refusal === 'address' || refusal === 'refused' || tries >= patience
    const state = !isOver ? null : reply?.command === 'RCPT TO' && refusal !== null ? 'bounced' : 'failed'
    await db.transaction(async (tx) => {
      await markTried(tx, mail.id, errorLabel(error), state)
      if (refusal === 'address' && reply !== null) await suppressAddress(tx, mail.toEmail, { code: [reply.code, reply.enhanced].join(' ').trim(), mailId: mail.id, now: clock.now() })
    })
    if (refusal === 'address' || refusal === 'refused') throw new GiveUp('mail.refused')
    if (isOver) throw new GiveUp(errorLabel(error))
    throw error
  }

  async function send(mail: QueuedMail, { tries, jobId, finish, postpone }: JobContext): Promise<void> {
    // It may have left and could never be noted as sent; it isn't sent for ever.
    if (tries > mailPatience) return noteFailure(mail, Object.assign(new Error(), { code: 'mail.unmarked' }), { tries, patience: mailPatience })
    const readAt = clock.now()
    const again = { readAt, againMs: windowMs }
    const follow = { ...again, newId: newId(), job: (mailId: string, runAt: number) => mailJobOf(mail.template).request({ mailId }, { runAt, dedupeKey: digestKey(mailId) }) }
    let content: MailContent | null
    let rendered: RenderedMail | null = null
    // What goes wrong before a mail leaves is a fault of ours, which no waiting mends.
    let patience = maxAttempts
    try {
      content = await contentOf(mail)
      const until = content === null ? null : gate.heldUntil(mail, content.soonestMs ?? null)
      if (until !== null) return await postpone((tx) => markHeld(tx, mail.id, { ...again, until, jobId }))
      const leave = gate.leaveLink(mail)
      if (content !== null) rendered = await renderMail(content, leave)
      patience = mailPatience
      if (rendered !== null) await mailer.send(toSend(mail, rendered, leave))
    } catch (error) {
      return await noteFailure(mail, error, { tries, patience })
    }
    await finish(async (tx) => {
      await followTouched(tx, mail, follow)
      if (rendered === null) return markSkipped(tx, mail.id)
      await markSent(tx, mail.id, clock.now(), rendered.subject, keepContent ? rendered : null)
      await content?.sent?.(tx)
    })
  }

  const perform = async ({ mailId }: { mailId: string }, context: JobContext): Promise<void> => {
    const found = await findQueuedMail(db.client, mailId)
    if (found === null) return
    const stop = gate.stops(found)
    if (stop === null) await send(found, context)
    else await context.finish((tx) => markSuppressed(tx, mailId, stop))
  }
  return Object.values(jobs).map((job) => handle(job, perform))
}
