import type { Locale } from '#server/i18n/locales.ts'
import { enqueue, type JobRequest } from '#server/jobs/outbox.ts'
import type { Database, SyncSql, Tx } from '#server/platform/db.ts'

import type { MailAbout, RenderedMail } from './mail.ts'

/**
 * `bounced`: the reader's mail server refused her address for good; `suppressed`: not sent, because it did so before or she
 * has left mails of this purpose; `failed`: given up; `skipped`: there was nothing to say any more when its turn came.
 */
export const mailStates = ['queued', 'sent', 'bounced', 'suppressed', 'failed', 'skipped'] as const
export type MailState = (typeof mailStates)[number]

export type QueuedMail = MailAbout & { id: string; template: string; messageId: string; createdAtMs: number }
export type NewMail = Omit<QueuedMail, 'createdAtMs'>

export async function insertMail(tx: Tx, mail: NewMail, now: number): Promise<void> {
  await tx.mailMessage.create({ data: { ...mail, createdAt: new Date(now) }, select: { id: true } })
}

const queuedColumns = { id: true, personId: true, eventId: true, toEmail: true, toName: true, template: true, subjectId: true, locale: true, messageId: true, createdAt: true } as const

/** The mail if it is still to be sent, else null. */
export async function findQueuedMail(client: Database['client'], id: string): Promise<QueuedMail | null> {
  const row = await client.mailMessage.findFirst({ where: { id, state: 'queued' }, select: queuedColumns })
  if (row === null) return null
  const { createdAt, ...mail } = row
  return { ...mail, locale: mail.locale as Locale, createdAtMs: createdAt.getTime() }
}

const unheld = { heldUntil: null, heldJobId: null }

/** `kept`: the content, where the mailbox page may show it; null keeps nothing but the subject. */
export async function markSent(tx: Tx, id: string, now: number, subject: string, kept: RenderedMail | null): Promise<void> {
  const content = kept === null ? {} : { html: kept.html, text: kept.text, calendar: kept.calendar?.content ?? '' }
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { state: 'sent', sentAt: new Date(now), subject, error: '', attempts: { increment: 1 }, ...unheld, ...content } })
}

export async function markSkipped(tx: Tx, id: string): Promise<void> {
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { state: 'skipped', ...unheld } })
}

/** `why`: `bounced` before, or `left` by the reader. */
export async function markSuppressed(tx: Tx, id: string, why: 'bounced' | 'left'): Promise<void> {
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { state: 'suppressed', error: why, ...unheld } })
}

/** `over`: the state in which nobody tries again. `error` is a code of the mail server, never its words: they quote addresses. */
export async function markTried(tx: Tx, id: string, error: string, over: 'bounced' | 'failed' | null): Promise<void> {
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { attempts: { increment: 1 }, error, ...(over === null ? {} : { state: over, ...unheld }) } })
}

/** Nothing but sign-in codes goes to this address from now on. */
export async function suppressAddress(tx: Tx, address: string, of: { code: string; mailId: string; now: number }): Promise<void> {
  const data = { code: of.code, mailId: of.mailId, createdAt: new Date(of.now) }
  await tx.mailSuppression.upsert({ where: { address }, create: { address, ...data }, update: data, select: { address: true } })
}

export type FailedMail = { id: string; template: string; personId: string | null; isSuppressed: number }
/** Which failed mails of an event: of one kind, to a part of a name or an address, copies of one announcement; empty: whichever. */
export type FailedChoice = { template: string; q: string; bulk: string }

/** Failed mails of an event, whose address was refused since, and the purposes that their readers have left. */
export function failedMails(sql: SyncSql, eventId: string, { template, q, bulk }: FailedChoice): { mails: FailedMail[]; left: { personId: string; purpose: string }[] } {
  const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const mails = sql.all<FailedMail>(
    `SELECT m."id", m."template", m."personId", EXISTS (SELECT 1 FROM "MailSuppression" s WHERE s."address" = m."toEmail") AS "isSuppressed"
     FROM "MailMessage" m WHERE m."eventId" = ? AND m."state" = 'failed' AND (? = '' OR m."template" = ?) AND (? = '' OR m."bulkId" = ?)
       AND (? = '' OR m."toEmail" LIKE ? ESCAPE '\\' OR m."toName" LIKE ? ESCAPE '\\') ORDER BY m."id"`,
    eventId, template, template, bulk, bulk, q, like(q.toLowerCase()), like(q))
  const left = sql.all<{ personId: string; purpose: string }>(`SELECT "personId", "purpose" FROM "MailChoice" WHERE "personId" IN (SELECT "personId" FROM "MailMessage" WHERE "eventId" = ? AND "state" = 'failed')`, eventId)
  return { mails, left }
}

/** False where it has been queued again already. */
export const queueAgain = (sql: SyncSql, mailId: string): boolean => sql.run(`UPDATE "MailMessage" SET "state" = 'queued', "error" = '' WHERE "id" = ? AND "state" = 'failed'`, mailId) === 1

/** In place of a mail server's reply, where an organizer said it. */
export const markedByHand = 'by_hand'

/** The last mail of an event to an address, or null. */
export const lastMailTo = (sql: SyncSql, eventId: string, address: string): string | null =>
  sql.get<{ id: string }>(`SELECT "id" FROM "MailMessage" WHERE "eventId" = ? AND "toEmail" = ? ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`, eventId, address)?.id ?? null

/** False where the address is refused already: what its mail server said stays. */
export const markRefused = (sql: SyncSql, address: string, of: { code: string; mailId: string; now: number }): boolean =>
  sql.run(`INSERT INTO "MailSuppression" ("address", "code", "mailId", "createdAt") VALUES (?, ?, ?, ?) ON CONFLICT ("address") DO NOTHING`, address, of.code, of.mailId, of.now) === 1

/** When something else came that the mail has to tell of after it was read, in ms; null: nothing did. */
async function touchedSince(tx: Tx, id: string, readAt: number): Promise<number | null> {
  const row = await tx.mailMessage.findUnique({ where: { id }, select: { touchedAt: true } })
  const touched = row?.touchedAt?.getTime() ?? null
  return touched !== null && touched >= readAt ? touched : null
}

/** Waits for the end of the quiet hours, or a moment only where something came in between. Returns when to look again. */
export async function markHeld(tx: Tx, id: string, of: { until: number; jobId: string; readAt: number; againMs: number }): Promise<number> {
  const touched = await touchedSince(tx, id, of.readAt)
  await tx.mailMessage.updateMany({ where: { id, state: 'queued' }, data: { heldUntil: new Date(of.until), heldJobId: of.jobId } })
  return touched === null ? of.until : touched + of.againMs
}

/** What came after the mail was read gets a mail of its own, in the transaction in which this one ends: nothing falls between. */
export async function followTouched(tx: Tx, mail: QueuedMail, of: { readAt: number; againMs: number; newId: string; job: (mailId: string, runAt: number) => JobRequest }): Promise<void> {
  const touched = await touchedSince(tx, mail.id, of.readAt)
  if (touched === null) return
  const { createdAtMs: _old, ...about } = mail
  await insertMail(tx, { ...about, id: of.newId, messageId: `<${of.newId}@${mail.messageId.split('@')[1]?.replace('>', '') ?? 'touhai.invalid'}>` }, of.readAt)
  await enqueue(tx, of.job(of.newId, touched + of.againMs))
}
