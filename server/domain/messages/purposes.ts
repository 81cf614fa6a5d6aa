/** What a mail is for. Those of `leavable` a reader can do without; the rest belongs to what she has asked for herself. */
export const leavable = ['invitations', 'announcements', 'requests', 'reminders', 'followup'] as const
export type Leavable = (typeof leavable)[number]
export type Purpose = Leavable | 'account' | 'registration' | 'money' | 'appointments'

export type MailKind = {
  purpose: Purpose
  /** Leaves at any hour: somebody waits for it at this very moment. */
  isUrgent?: true
  /** With whom it stands in line; `one` where it isn't said. */
  lane?: Exclude<MailLane, 'one'>
}

/** Lines that don't wait for each other: codes that are good for minutes, what one person waits for, and what goes to many at once. */
export type MailLane = 'codes' | 'one' | 'many'

const registration: MailKind = { purpose: 'registration' }
const appointments: MailKind = { purpose: 'appointments' }
const requests: MailKind = { purpose: 'requests' }
const invitations: MailKind = { purpose: 'invitations', lane: 'many' }
const releases: MailKind = { ...appointments, lane: 'many' }
const money: MailKind = { purpose: 'money', isUrgent: true }

/** Every mail there is, by the name of its template. */
const kinds: Record<string, MailKind> = {
  sign_in: { purpose: 'account', isUrgent: true, lane: 'codes' },
  request_received: requests, request_handed: requests, requests_changed: requests, request_accepted: requests, request_declined: requests, request_promoted: requests,
  meeting_scheduled: appointments, meeting_moved: appointments, meeting_cancelled: appointments, agenda_changed: appointments,
  timetable_released: releases, programme_released: releases, programme_withdrawn: releases,
  pitch_booked: appointments, pitch_moved: appointments, pitch_left: appointments, pitch_freed: appointments, pitch_offer: appointments, pitch_offer_over: appointments, pitch_swap: appointments,
  deck_accepted: appointments, deck_to_mend: appointments,
  seat_invited: invitations, seat_confirmed: registration, seat_offered: registration, seat_lapsed: registration,
  registration_submitted: registration, registration_approved: registration, registration_declined: registration, registration_waitlisted: registration,
  registration_offered: registration, registration_lapsed: registration, registration_confirmed: registration, registration_cancelled: registration,
  invitation_sent: invitations, invitation_reminder: invitations, invitation_promoted: registration,
  order_paid: money, order_failed: money, order_refunded: money, order_returned: money, order_smaller: money, order_ended: money,
  announcement: { purpose: 'announcements', lane: 'many' },
  day_reminder: { purpose: 'reminders', lane: 'many' },
  outcome_nudge: { purpose: 'followup', lane: 'many' },
}

/** What a template is for; one that nobody named belongs to what can't be left and waits for the morning. */
export const kindOf = (template: string): MailKind => (Object.hasOwn(kinds, template) ? kinds[template] : undefined) ?? registration
export const laneOf = (template: string): MailLane => kindOf(template).lane ?? 'one'
export const knownTemplates: readonly string[] = Object.keys(kinds)

export const isLeavable = (purpose: string): purpose is Leavable => (leavable as readonly string[]).includes(purpose)
