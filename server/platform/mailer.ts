import nodemailer, { type TransportOptions } from 'nodemailer'

import type { CalendarMessage } from '#server/domain/shared/calendar-file.ts'
import { mailAddress } from '#server/domain/shared/mail-address.ts'

/** One rendered mail; addresses are objects so that no name can smuggle in another recipient. */
export type OutgoingMail = {
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  /** Stable: a mail that is sent again carries the same one. */
  messageId: string
  headers?: Record<string, string>
  calendar?: CalendarMessage
}

/** Sends one mail or throws; the outbox decides about another try. */
export type Mailer = { send(mail: OutgoingMail): Promise<void>; close(): void }

const header = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** How long a mail server may take to answer, in ms: to be connected, to greet, and between any two of its answers. */
export type MailPatience = { connectMs: number; greetMs: number; silenceMs: number }

/** SMTP with timeouts, so that a hanging server costs one job a minute and no page anything. */
export function createSmtpMailer(smtpUrl: string, from: string, patience: MailPatience = { connectMs: 10_000, greetMs: 10_000, silenceMs: 30_000 }): Mailer {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.greetMs,
    socketTimeout: patience.silenceMs,
    pool: true,
    // As many as run at once: two in each of the three lines of mails.
    maxConnections: 6,
  } as TransportOptions)
  return {
    async send(mail) {
      const address = mailAddress(mail.to.address)
      // As a mail server would refuse it: for good.
      if (address === null) throw Object.assign(new Error('not one address'), { code: 'EENVELOPE', responseCode: 553 })
      await transport.sendMail({
        // Said in so many words: whatever the headers hold, one mail has one recipient.
        envelope: { from, to: [address] },
        from: { name: '投海 Touhai', address: from },
        to: { name: header(mail.to.name), address },
        subject: header(mail.subject),
        html: mail.html,
        text: mail.text,
        messageId: mail.messageId,
        headers: mail.headers,
        ...(mail.calendar ? { icalEvent: { method: mail.calendar.method, content: mail.calendar.content } } : {}),
      })
    },
    close: () => transport.close(),
  }
}

/** Where no SMTP server is configured: the mail stays in the product's own mailbox page. */
export function createMailboxMailer(): Mailer {
  return { send: async () => undefined, close: () => undefined }
}
