import { createElement, type ReactElement } from 'react'

import { render } from '@react-email/render'

import { LeaveLink } from '#emails/ui/leave-link.tsx'
import type { CalendarMessage } from '#server/domain/shared/calendar-file.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { Tx } from '#server/platform/db.ts'

/** What a queued mail is about; a template loads everything else fresh, when the mail is sent. */
export type MailAbout = { subjectId: string; personId: string | null; eventId: string | null; toEmail: string; toName: string; locale: Locale; /** Its own id, where it is a stored one. */ id?: string; createdAtMs?: number }

export type MailCalendar = CalendarMessage

export type MailContent = {
  subject: string
  element: ReactElement
  calendar?: MailCalendar
  /** The earliest instant in ms that it is about: what is near leaves at night too. */
  soonestMs?: number | null
  /** Runs in the transaction that notes that the mail has gone. */
  sent?: (tx: Tx) => Promise<void>
}

/** Null: there is nothing to say any more (withdrawn, expired, erased); the mail is marked as skipped. */
export type MailTemplate = (about: MailAbout) => Promise<MailContent | null>

/** Each feature brings its own, by name: `sign_in`, `request_received` … server/app.ts puts them together. */
export type MailTemplates = Record<string, MailTemplate>

export type RenderedMail = { subject: string; html: string; text: string; calendar: MailCalendar | null }

/** One line, whatever names went into it, and read in the order in which it is written. */
export function subjectLine(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/gu, '').trim()
  return [...oneLine].slice(0, 200).join('')
}

/** `leave`: address at which the reader says that she wants no more mails of this purpose, where she may. */
export async function renderMail(content: MailContent, leave: string | null = null): Promise<RenderedMail> {
  const element = createElement(LeaveLink.Provider, { value: leave }, content.element)
  const [html, text] = await Promise.all([render(element), render(element, { plainText: true })])
  return { subject: subjectLine(content.subject), html, text, calendar: content.calendar ?? null }
}
