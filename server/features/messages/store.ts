import type { Locale } from '#server/i18n/locales.ts'
import type { Database, Tx } from '#server/platform/db.ts'

import type { MailAbout, RenderedMail } from './mail.ts'

/** `skipped`: there was nothing to say any more when its turn came. */
export const mailStates = ['queued', 'sent', 'failed', 'skipped'] as const
export type MailState = (typeof mailStates)[number]

export type QueuedMail = MailAbout & { id: string; template: string; messageId: string }

export async function insertMail(tx: Tx, mail: QueuedMail, now: number): Promise<void> {
  await tx.mailMessage.create({ data: { ...mail, createdAt: new Date(now) }, select: { id: true } })
}

/** The mail if it is still to be sent, else null. */
export async function findQueuedMail(client: Database['client'], id: string): Promise<QueuedMail | null> {
  const row = await client.mailMessage.findFirst({
    where: { id, state: 'queued' },
    select: { id: true, personId: true, eventId: true, toEmail: true, toName: true, template: true, subjectId: true, locale: true, messageId: true },
  })
  return row === null ? null : { ...row, locale: row.locale as Locale }
}

/** `kept`: the content, where the mailbox page may show it; null keeps nothing but the subject. */
export async function markSent(tx: Tx, id: string, now: number, subject: string, kept: RenderedMail | null): Promise<void> {
  const content = kept === null ? {} : { html: kept.html, text: kept.text, calendar: kept.calendar?.content ?? '' }
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { state: 'sent', sentAt: new Date(now), subject, error: '', attempts: { increment: 1 }, ...content } })
}

export async function markSkipped(tx: Tx, id: string): Promise<void> {
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { state: 'skipped' } })
}

/** `over`: nobody will try again. `error` is a code of the mail server, never its words: they quote addresses. */
export async function markTried(client: Database['client'], id: string, error: string, over: boolean): Promise<void> {
  await client.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { attempts: { increment: 1 }, error, ...(over ? { state: 'failed' } : {}) } })
}
