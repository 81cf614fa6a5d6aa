import { can } from '#server/domain/access/can.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { sendingAgain } from '#server/domain/messages/sending-again.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { mailAddress } from '#server/domain/shared/mail-address.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import type { LiftAddressInput, MarkAddressInput, RetryFailedInput } from '#server/protocol/inputs/messages.ts'

import { mailJobOf } from './jobs.ts'
import { markOfMails } from './queries.ts'
import { failedMails, insertMail, lastMailTo, markedByHand, markRefused, queueAgain } from './store.ts'

export type MailRequest = {
  /** Name of a template that some feature registered. */
  template: string
  /** Id of what the mail is about; the template loads it when the mail is sent. */
  subjectId: string
  personId: string | null
  eventId?: string | null
  toEmail: string
  toName?: string
  locale: Locale
  /** ms; at once where it is missing. */
  runAt?: number
}

/** Writes the mail and its job in the caller's transaction; null where the address can't be one. */
export type QueueMail = (held: Work, request: MailRequest) => Promise<string | null>

type Parts = { work: RunWork; quick: RunQuickWork; mailDomain: string }

export function createMessagesCommands({ work, quick, mailDomain }: Parts) {
  const queueMail: QueueMail = async (held, request) => {
    const toEmail = mailAddress(request.toEmail)
    if (toEmail === null) return null
    const id = held.newId()
    const { template, subjectId, personId, eventId = null, toName = '', locale } = request
    await insertMail(held.tx, { id, template, subjectId, personId, eventId, toEmail, toName, locale, messageId: `<${id}@${mailDomain}>` }, held.now)
    held.job(mailJobOf(template).request({ mailId: id }, { runAt: request.runAt }))
    return id
  }

  return {
    queueMail,

    /** Sends a mail again that could not be delivered. Organizers only. */
    async retryMail(actor: Actor, mailId: string): Promise<Result<undefined>> {
      return work(actor, async (held) => {
        const mail = await held.tx.mailMessage.findUnique({ where: { id: mailId }, select: { eventId: true, template: true } })
        if (mail === null || mail.eventId === null || !can(actor, 'messages:view', { eventId: mail.eventId as EventId })) return err('record.not_found')
        const taken = await held.tx.mailMessage.updateMany({ where: { id: mailId, state: { in: ['failed', 'bounced', 'suppressed'] } }, data: { state: 'queued', error: '' } })
        if (taken.count === 0) return err('record.changed')
        held.job(mailJobOf(mail.template).request({ mailId }))
        return ok()
      })
    },

    /**
     * Sends all failed mails again that were counted before, but none to an address that is written to no more or to a reader
     * who has left such mails. `messages.count_changed` with the new count where they aren't the ones that were confirmed.
     */
    retryFailed: (actor: Actor, { eventId, count, mark, ...choice }: RetryFailedInput): Promise<Result<{ mails: number }>> =>
      quick(actor, (held) => {
        if (!can(actor, 'messages:view', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
        const { mails, left } = failedMails(held.sql, eventId, choice)
        const { going } = sendingAgain(mails, left)
        if (going.length === 0) return err('messages.none_failed')
        if (going.length !== count || markOfMails(going) !== mark) return err('messages.failed_changed', { params: { count: going.length }, detail: { count: going.length } })
        for (const { id, template } of going) if (queueAgain(held.sql, id)) held.job(mailJobOf(template).request({ mailId: id }))
        held.audit('mail:sent_again', `event:${eventId}`, { eventId, mails: going.length })
        return ok({ mails: going.length })
      }),

    /**
     * Writes to an address no more: its bounce came as a mail, which nobody here reads. Only one that this event wrote to.
     * Said again it changes nothing.
     */
    markAddress: (actor: Actor, { eventId, address }: MarkAddressInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        if (!can(actor, 'messages:send', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
        const plain = mailAddress(address)
        if (plain === null) return err('input.invalid', { fields: [{ path: 'address', code: 'input.bad_email' }] })
        const mailId = lastMailTo(held.sql, eventId, plain)
        if (mailId === null) return err('input.invalid', { fields: [{ path: 'address', code: 'messages.never_written' }] })
        if (markRefused(held.sql, plain, { code: markedByHand, mailId, now: held.now })) held.audit('mail:address_marked', `mail:${mailId}`, { eventId })
        return ok()
      }),

    /** Writes to an address again that its mail server once refused. Only one that this event wrote to. */
    liftAddress: (actor: Actor, { eventId, address }: LiftAddressInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        if (!can(actor, 'messages:send', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
        const lifted = held.sql.run(`DELETE FROM "MailSuppression" WHERE "address" = ? AND "address" IN (SELECT "toEmail" FROM "MailMessage" WHERE "eventId" = ?)`, address, eventId)
        if (lifted === 0) return err('record.not_found')
        held.audit('mail:address_lifted', 'mail_suppression', { eventId })
        return ok()
      }),
  }
}
