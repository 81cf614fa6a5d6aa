import { can } from '#server/domain/access/can.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { sendingAgain } from '#server/domain/messages/sending-again.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { Database } from '#server/platform/db.ts'

import { failedMails, type FailedChoice, type MailState } from './store.ts'

/** A mail as the organizer sees it: that it went, not what it said. */
export type MailRow = { id: string; template: string; toEmail: string; toName: string; subject: string; state: MailState; attempts: number; error: string; createdAt: number; sentAt: number | null; /** End of the reader's quiet hours, while it waits for that. */ heldUntil: number | null }

export type MailFilter = { page?: number; state?: MailState; template?: string; /** Part of a name or an address. */ q?: string; /** The copies of this announcement. */ bulk?: string }
export type RefusedAddress = { address: string; code: string; since: number }
export type MailList = { mails: MailRow[]; /** In the chosen state. */ total: number; /** In any state. */ all: number; pageSize: number; counts: Partial<Record<MailState, number>>; templates: string[] }

export type MailboxEntry = { id: string; toEmail: string; subject: string; template: string; state: MailState; createdAt: number }
export type MailboxMail = MailboxEntry & { html: string; text: string; calendar: string; messageId: string }

/** Stands for these very mails. */
export const markOfMails = (mails: readonly { id: string }[]): string => hashSecret(mails.map(({ id }) => id).join(' ')).slice(0, 32)

const pageSize = 50
const rowColumns = { id: true, template: true, toEmail: true, toName: true, subject: true, state: true, attempts: true, error: true, createdAt: true, sentAt: true, heldUntil: true } as const
const entryColumns = { id: true, toEmail: true, subject: true, template: true, state: true, createdAt: true } as const

type Parts = { db: Database; hasMailbox: boolean }

export function createMessagesQueries({ db, hasMailbox }: Parts) {
  const entry = <Row extends { state: string; createdAt: Date }>(row: Row) => ({ ...row, state: row.state as MailState, createdAt: row.createdAt.getTime() })

  return {
    /**
     * What went out for an event and what bounced, newest first, fifty a page; with the kinds of mail there are, and how
     * many of the chosen kind are in each state. Who asked to sign in belongs to no event and is never among them.
     */
    async listForEvent(actor: Actor, eventId: string, filter: MailFilter = {}): Promise<Result<MailList>> {
      if (!can(actor, 'messages:view', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const { state, template, q, bulk, page = 1 } = filter
      const all = { eventId, ...(bulk ? { bulkId: bulk } : {}), ...(q ? { OR: [{ toEmail: { contains: q.toLowerCase() } }, { toName: { contains: q } }] } : {}) }
      const where = { ...all, ...(state ? { state } : {}), ...(template ? { template } : {}) }
      const [rows, groups] = await Promise.all([
        db.client.mailMessage.findMany({ where, select: rowColumns, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: pageSize, skip: pageSize * (page - 1) }),
        db.client.mailMessage.groupBy({ by: ['state', 'template'], where: all, _count: { _all: true } }),
      ])
      const counts: MailList['counts'] = {}
      for (const group of groups) if (!template || group.template === template) counts[group.state as MailState] = (counts[group.state as MailState] ?? 0) + group._count._all
      const inAll = Object.values(counts).reduce((sum, count) => sum + count, 0)
      return ok({
        mails: rows.map((row) => ({ ...entry(row), sentAt: row.sentAt?.getTime() ?? null, heldUntil: row.state === 'queued' ? (row.heldUntil?.getTime() ?? null) : null })),
        total: state ? (counts[state] ?? 0) : inAll,
        all: inAll,
        pageSize,
        counts,
        templates: [...new Set(groups.map((group) => group.template))].sort(),
      })
    },

    /** How many of the failed mails one looks at could be sent again, and how many not; `mark` stands for the very ones. */
    async failed(actor: Actor, eventId: string, choice: FailedChoice): Promise<Result<{ count: number; bounced: number; left: number; mark: string }>> {
      if (!can(actor, 'messages:view', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const { mails, left: choices } = db.read((sql) => failedMails(sql, eventId, choice))
      const { going, bounced, left } = sendingAgain(mails, choices)
      return ok({ count: going.length, bounced, left, mark: markOfMails(going) })
    },

    /** Addresses that this event wrote to and that are written to no more, newest first; `code`: the mail server's reply, or `by_hand`. */
    async refusedAddresses(actor: Actor, eventId: string): Promise<Result<RefusedAddress[]>> {
      if (!can(actor, 'messages:view', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return ok(db.read((sql) => sql.all<RefusedAddress>(
        `SELECT "address", "code", "createdAt" AS "since" FROM "MailSuppression" WHERE "address" IN (SELECT "toEmail" FROM "MailMessage" WHERE "eventId" = ?) ORDER BY "createdAt" DESC, "address" LIMIT 500`, eventId)))
    },

    /** The mailbox page of demo and development: everybody's newest mails, or one address's. Elsewhere `record.not_found`. */
    async mailbox(address: string | null): Promise<Result<{ entries: MailboxEntry[]; addresses: string[] }>> {
      if (!hasMailbox) return err('record.not_found')
      const [rows, known] = await Promise.all([
        db.client.mailMessage.findMany({ where: { state: 'sent', ...(address ? { toEmail: address } : {}) }, select: entryColumns, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 100 }),
        db.client.mailMessage.groupBy({ by: ['toEmail'], where: { state: 'sent' }, _max: { createdAt: true }, orderBy: { _max: { createdAt: 'desc' } }, take: 50 }),
      ])
      return ok({ entries: rows.map(entry), addresses: known.map((group) => group.toEmail) })
    },

    /** One mail as its reader gets it; only where the mailbox page is on. */
    async mailboxMail(id: string): Promise<Result<MailboxMail>> {
      if (!hasMailbox) return err('record.not_found')
      const row = await db.client.mailMessage.findUnique({ where: { id }, select: { ...entryColumns, html: true, text: true, calendar: true, messageId: true } })
      return row === null ? err('record.not_found') : ok(entry(row))
    },
  }
}
