import { createElement, type ReactElement } from 'react'

import { AgendaChangedMail } from '#emails/agenda-changed.tsx'
import { AnnouncementMail } from '#emails/announcement.tsx'
import { DayReminderMail } from '#emails/day-reminder.tsx'
import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { OutcomeNudgeMail } from '#emails/outcome-nudge.tsx'
import { RequestsChangedMail } from '#emails/requests-changed.tsx'
import { ProgrammeReleasedMail } from '#emails/programme-released.tsx'
import { SignInMail } from '#emails/sign-in.tsx'
import { TicketMail } from '#emails/ticket.tsx'
import { TimetableReleasedMail } from '#emails/timetable-released.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import { clockRange, clockTime, dayLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MailContent } from '#server/features/messages/mail.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { qrCode } from '#server/platform/qr.ts'

import type { Sample } from './store.ts'

type Fact = { label: string; value: string }
type Make = (locale: Locale, sample: Sample) => Pick<MailContent, 'subject' | 'element'>
type Words = { t: ReturnType<typeof translator>; values: Record<string, string>; when: string; until: string; slot: string }

const hourMs = 3_600_000

function wordsOf(locale: Locale, { event, partner, zone, dayMs, kind }: Sample): Words {
  const at = (hours: number, minutes: number): string => `${dayLabel(dayMs, zone, locale)} ${clockRange(dayMs + hours * hourMs, dayMs + hours * hourMs + minutes * 60_000, zone)} (${zoneOffsetLabel(dayMs, zone)})`
  const until = dayMs - 30 * hourMs
  return {
    t: translator(locale), when: at(0, 480), slot: at(1, 20), until: `${dayLabel(until, zone, locale)} ${clockTime(until, zone)} (${zoneOffsetLabel(until, zone)})`,
    values: { event, partner, kind, amount: amountText(128_000, 'CNY', locale), back: amountText(64_000, 'CNY', locale) },
  }
}

type NoticeOf = { group: string; key: string; facts: (words: Words, sample: Sample) => Fact[]; button: string; path: string; note?: string; hasMessage?: boolean }

/** A mail of the common shape: its own sentences, facts of its group. */
const notice = ({ group, key, facts, button, path, note, hasMessage = false }: NoticeOf): Make => (locale, sample) => {
  const words = wordsOf(locale, sample)
  const { t, values } = words
  const element = createElement(DealNoticeMail, {
    locale, heading: t(`mail:${group}.${key}.heading`), lead: t(`mail:${group}.${key}.lead`, values), facts: facts(words, sample),
    ...(hasMessage ? { message: sample.message } : {}), ...(note ? { note: t(note) } : {}), button: t(button), link: `${sample.base}${path}`, why: t(`mail:${group}.why`, values),
  })
  return { subject: t(`mail:${group}.${key}.subject`, values), element }
}

const withPartner = ({ t }: Words, { partner }: Sample): Fact => ({ label: t('mail:deal.with'), value: partner })
const request = (key: string, more: (words: Words) => Fact[] = () => [], hasMessage = false): Make =>
  notice({ group: 'deal', key, facts: (words, sample) => [withPartner(words, sample), ...more(words)], button: 'mail:deal.openRequests', path: '/events/demo/requests', hasMessage })
const meeting = (key: string, more: (words: Words) => Fact[] = () => []): Make =>
  notice({ group: 'deal', key, facts: (words, sample) => [withPartner(words, sample), { label: words.t('mail:deal.when'), value: words.slot }, { label: words.t('mail:deal.where'), value: words.t('agenda:table.code', { code: sample.table }) }, ...more(words)], button: 'mail:deal.openAgenda', path: '/events/demo/agenda', note: 'mail:deal.calendar' })
const pitch = (key: string, more: (words: Words) => Fact[] = () => []): Make =>
  notice({ group: 'pitch', key, facts: (words, { stage }) => [{ label: words.t('mail:pitch.slot'), value: words.slot }, { label: words.t('mail:pitch.stage'), value: stage }, ...more(words)], button: 'mail:pitch.open', path: '/events/demo/pitch' })
const where = (group: string) => ({ t, when }: Words, { venue }: Sample): Fact[] => [{ label: t(`mail:${group}.when`), value: when }, { label: t(`mail:${group}.venue`), value: venue }]
const until = (group: string) => ({ t, until: at }: Words): Fact => ({ label: t(`mail:${group}.until`), value: at })
const seat = (key: string, isTimed = false): Make => notice({ group: 'seat', key, facts: (words, sample) => [...where('seat')(words, sample), ...(isTimed ? [until('seat')(words)] : [])], button: 'mail:seat.open', path: '/events/demo/seat' })
const registration = (key: string, more: (words: Words) => Fact[] = () => []): Make =>
  notice({ group: 'registration', key, facts: (words, sample) => [...where('registration')(words, sample), { label: words.t('mail:registration.who'), value: sample.reader }, ...more(words)], button: `mail:registration.${key === 'approved' ? 'pay' : 'open'}`, path: '/events/demo/register' })
const invitation = (key: string): Make => notice({ group: 'invitation', key, facts: (words, sample) => [...where('invitation')(words, sample), { label: words.t('mail:invitation.for'), value: sample.reader }, until('invitation')(words)], button: 'mail:invitation.open', path: '/invitation/…', hasMessage: true })
const order = (key: string): Make =>
  notice({ group: 'order', key, facts: ({ t, values }) => [{ label: t('mail:order.number'), value: '1042' }, { label: t('mail:order.total'), value: values['amount'] ?? '' }, ...(key === 'refunded' || key === 'returned' ? [{ label: t('mail:order.refundedSoFar'), value: values['back'] ?? '' }] : [])], button: 'mail:order.open', path: '/events/demo/orders/1042' })

const lines = (locale: Locale, { zone, dayMs, others }: Sample) => others.map((partner, at) => ({ when: `${dayLabel(dayMs, zone, locale)} ${clockRange(dayMs + at * hourMs, dayMs + at * hourMs + 20 * 60_000, zone)}`, time: clockRange(dayMs + at * hourMs, dayMs + at * hourMs + 20 * 60_000, zone), partner, table: `T0${at + 3}` }))
const content = (subject: string, element: ReactElement): Pick<MailContent, 'subject' | 'element'> => ({ subject, element })

const digest: Make = (locale, sample) => {
  const { t, slot } = wordsOf(locale, sample)
  const news = [t('mail:changed.new'), t('mail:changed.was', { was: slot }), t('mail:changed.cancelled')]
  return content(t('mail:changed.subject', { event: sample.event, count: 3 }), createElement(AgendaChangedMail, { locale, event: sample.event, zone: sample.zone, lines: lines(locale, sample).map((line, at) => ({ ...line, news: news[at] ?? '', isGone: at === 2 })), link: `${sample.base}/events/demo/agenda` }))
}
const requests: Make = (locale, sample) => {
  const { t, slot, until: at } = wordsOf(locale, sample)
  const open = (key: string): string => [slot, t(`mail:requests.${key}`, { time: at })].join(' · ')
  const told = [['received', open('until')], ['promoted', open('untilTheirs')], ['declined', t('requests:decline.no_time')]].map(([kind = '', below = ''], nth) => ({ news: t(`mail:requests.news.${kind}`), partner: sample.others[nth] ?? '', below }))
  return content(t('mail:requests.subject', { event: sample.event, count: 3 }), createElement(RequestsChangedMail, { locale, event: sample.event, zone: sample.zone, lines: told, isAllNew: false, link: `${sample.base}/events/demo/requests` }))
}
const timetable: Make = (locale, sample) => {
  const { t } = wordsOf(locale, sample)
  const told = lines(locale, sample).map((line, at) => ({ ...line, news: at === 1 ? t('mail:released.was', { time: '15:00–15:20', table: 'T02' }) : t('mail:released.new') }))
  return content(t('mail:released.subject', { event: sample.event, count: 3 }), createElement(TimetableReleasedMail, { locale, event: sample.event, release: '1', zone: sample.zone, lines: told, link: `${sample.base}/events/demo/agenda` }))
}
const programme = (isGone: boolean): Make => (locale, sample) => {
  const { t, slot } = wordsOf(locale, sample)
  const told = [{ when: slot, title: sample.reader, place: sample.stage, news: t(`mail:programme.${isGone ? 'gone' : 'new'}`) }]
  return content(t(isGone ? 'mail:programme.subjectGone' : 'mail:programme.subject', { event: sample.event, count: 1 }), createElement(ProgrammeReleasedMail, { locale, event: sample.event, release: '1', zone: sample.zone, lines: told, link: `${sample.base}/events/demo/agenda`, isGone }))
}
const ticket: Make = (locale, sample) => {
  const words = wordsOf(locale, sample)
  const { t, values } = words
  const said = { heading: t('mail:registration.confirmed.heading'), lead: t('mail:registration.confirmed.lead', values), facts: [...where('registration')(words, sample), { label: t('mail:registration.who'), value: sample.reader }], button: t('mail:registration.open'), link: `${sample.base}/events/demo/register`, why: t('mail:registration.why', values) }
  return content(t('mail:registration.confirmed.subject', values), createElement(TicketMail, { ...said, locale, qr: qrCode('SAMPLE-ONLY'), qrLabel: t('mail:registration.qr'), code: 'SAMPLE-ONLY', note: t('mail:registration.qrNote') }))
}

/** Every mail by name, in the order in which somebody who takes part would get them. */
export const samples: Record<string, Make> = {
  invitation_sent: invitation('sent'), invitation_reminder: invitation('reminder'), invitation_promoted: invitation('promoted'),
  sign_in: (locale, sample) => content(translator(locale)('mail:signIn.subject'), createElement(SignInMail, { locale, code: '402913', link: `${sample.base}/sign-in/link/…` })),
  registration_submitted: registration('submitted'),
  registration_approved: registration('approved', (words) => [until('registration')(words)]),
  registration_declined: registration('declined', ({ t }) => [{ label: t('mail:registration.reason'), value: t('mail:registration.reasons.not_the_audience') }]),
  registration_waitlisted: registration('waitlisted'),
  registration_offered: registration('offered', (words) => [until('registration')(words)]),
  registration_lapsed: registration('lapsed'), registration_confirmed: ticket, registration_cancelled: registration('cancelled'),
  order_paid: order('paid'), order_failed: order('failed'), order_refunded: order('refunded'), order_returned: order('returned'), order_smaller: order('smaller'), order_ended: order('ended'),
  seat_invited: seat('invited'), seat_confirmed: seat('confirmed'), seat_offered: seat('offered', true), seat_lapsed: seat('lapsed'),
  request_received: request('received', ({ t, slot, until: at }) => [{ label: t('mail:deal.times'), value: slot }, { label: t('mail:deal.until'), value: at }], true),
  request_handed: request('handed', ({ t, slot, until: at }) => [{ label: t('mail:deal.times'), value: slot }, { label: t('mail:deal.until'), value: at }], true),
  request_accepted: request('accepted'),
  request_declined: request('declined', ({ t }) => [{ label: t('mail:deal.reason'), value: t('requests:decline.no_time') }]),
  request_promoted: request('promoted', ({ t, slot }) => [{ label: t('mail:deal.times'), value: slot }]),
  requests_changed: requests,
  meeting_scheduled: meeting('scheduled'), meeting_moved: meeting('moved', ({ t, when }) => [{ label: t('mail:deal.before'), value: when }]), meeting_cancelled: meeting('cancelled'),
  agenda_changed: digest, timetable_released: timetable,
  programme_released: programme(false), programme_withdrawn: programme(true),
  pitch_booked: pitch('booked'), pitch_moved: pitch('moved'), pitch_left: pitch('left'), pitch_freed: pitch('freed'),
  pitch_offer: pitch('offer', (words) => [until('pitch')(words)]), pitch_offer_over: pitch('offerOver'), pitch_swap: pitch('swap', (words) => [until('pitch')(words)]),
  deck_accepted: pitch('deckAccepted'), deck_to_mend: pitch('deckToMend', ({ t }) => [{ label: t('mail:pitch.reason'), value: '…' }]),
  announcement: (locale, sample) => content(sample.event, createElement(AnnouncementMail, { locale, event: sample.event, subject: sample.event, body: sample.message, link: `${sample.base}/events/demo` })),
  day_reminder: (locale, sample) => content(translator(locale)('mailing:reminder.subject', { event: sample.event, count: 3 }), createElement(DayReminderMail, { locale, event: sample.event, day: dayLabel(sample.dayMs, sample.zone, locale), isTomorrow: true, zone: sample.zone, lines: lines(locale, sample).map((line) => ({ ...line, place: line.table })), link: `${sample.base}/events/demo/agenda` })),
  outcome_nudge: (locale, sample) => content(translator(locale)('mailing:outcome.subject', { event: sample.event }), createElement(OutcomeNudgeMail, { locale, event: sample.event, partners: sample.others, count: 7, until: dayLabel(sample.dayMs + 120 * 24 * hourMs, sample.zone, locale), link: `${sample.base}/events/demo/calendar/…` })),
}
