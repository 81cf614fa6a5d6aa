import type { ReactElement } from 'react'

import { render } from '@react-email/render'

import type { CalendarMessage } from '#server/domain/shared/calendar-file.ts'
import type { Locale } from '#server/i18n/locales.ts'

/** What a queued mail is about; a template loads everything else fresh, when the mail is sent. */
export type MailAbout = { subjectId: string; personId: string | null; eventId: string | null; toEmail: string; toName: string; locale: Locale }

export type MailCalendar = CalendarMessage

export type MailContent = { subject: string; element: ReactElement; calendar?: MailCalendar }

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

export async function renderMail(content: MailContent): Promise<RenderedMail> {
  const [html, text] = await Promise.all([render(content.element), render(content.element, { plainText: true })])
  return { subject: subjectLine(content.subject), html, text, calendar: content.calendar ?? null }
}
