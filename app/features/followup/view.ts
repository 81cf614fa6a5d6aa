import { wallDay, wallTime } from '#app/ui/time-format.ts'
import type { OutcomeAnswer } from '#server/domain/followup/outcomes.ts'
import type { OutcomePage } from '#server/features/outcomes/queries.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** The most welcome first, so that the thumb finds it; the two that end it last. */
const offered: OutcomeAnswer[] = ['second_meeting', 'due_diligence', 'term_sheet', 'keep_in_touch', 'no_interest', 'not_held']
const named = ['choose', 'note', 'noteHint', 'save', 'secret', 'mutual', 'contact', 'changed', 'shut', 'nothing', 'history'] as const

export type OutcomeView = ReturnType<typeof outcomeView>

/** One meeting that is over, in the reader's language: its sentences come with it, so that phones load no more for it. */
export function outcomeView({ meeting, note, state, closesAt, history, waiting }: OutcomePage, locale: Locale) {
  const t = translator(locale)
  const say = (key: string, values?: Record<string, string | number>): string => t(`overview:outcomes.${key}`, values)
  const day = wallDay(closesAt - 1, meeting.zone, locale, true)
  const partner = (row: { partnerZh: string; partnerEn: string }): string => pickText(locale, row.partnerZh, row.partnerEn)
  return {
    title: say('title'), state, version: meeting.version, answer: meeting.answer, note, isMutual: meeting.isMutual,
    words: { ...(Object.fromEntries(named.map((key) => [key, say(key)])) as Record<(typeof named)[number], string>), saved: say('saved', { day }), over: say('over', { day }), waiting: say('waiting', { count: waiting.length }) },
    meeting: { partner: partner(meeting), partnerId: meeting.partnerId, startsAt: meeting.startsAt, endsAt: meeting.endsAt, zone: meeting.zone },
    options: offered.map((value) => ({ value, label: say(`answer.${value}`) })),
    history: history.map((one) => ({ who: pickText(locale, one.nameZh, one.nameEn), what: say(`answer.${one.answer}`), when: `${wallDay(one.at, meeting.zone, locale)} ${wallTime(one.at, meeting.zone)}` })),
    waiting: (state === 'open' ? waiting : []).map((row) => ({ id: row.meetingId, partner: partner(row), when: `${wallDay(row.startsAt, meeting.zone, locale)} ${wallTime(row.startsAt, meeting.zone)}` })),
  }
}
