import type { AgendaItem, AgendaSnapshot } from '#server/protocol/agenda.ts'

export type SessionItem = AgendaSnapshot['sessions'][number]
export type RibbonEntry =
  | { kind: 'meeting'; key: string; startsAt: number; endsAt: number; item: AgendaItem }
  | { kind: 'session'; key: string; startsAt: number; endsAt: number; session: SessionItem }
  | { kind: 'gap'; key: string; startsAt: number; endsAt: number; minutes: number }
export type RibbonDay = { date: string; startsAt: number; entries: RibbonEntry[] }

const leastGapMs = 5 * 60_000

type SessionEntry = Extract<RibbonEntry, { kind: 'session' }>
const asSession = (session: SessionItem): SessionEntry => ({ kind: 'session', key: session.id, startsAt: session.startsAt, endsAt: session.endsAt, session })
/** A pitch or talk of one's own, as an entry of the kind `own`. */
const ownEntries = (snapshot: AgendaSnapshot): SessionEntry[] =>
  snapshot.appearances.map(({ id, titleZh, titleEn, startsAt, endsAt, stageZh, stageEn, placeZh, placeEn }) => asSession({ id, nameZh: titleZh, nameEn: titleEn, kind: 'own', startsAt, endsAt, placeZh: `${stageZh} ${placeZh}`, placeEn: `${stageEn} ${placeEn}` }))

/**
 * The days of an agenda, top to bottom. The one-to-one session is the ground on which meetings lie and isn't shown where
 * there are any; a stretch between two entries in which nothing is planned shows as a gap.
 */
export function ribbon(snapshot: AgendaSnapshot, dateOf: (instantMs: number) => string): RibbonDay[] {
  const days = new Map<string, RibbonEntry[]>()
  const put = (entry: RibbonEntry): void => {
    const date = dateOf(entry.startsAt)
    days.set(date, [...(days.get(date) ?? []), entry])
  }
  const busyDates = new Set(snapshot.meetings.map((item) => dateOf(item.startsAt)))
  for (const item of snapshot.meetings) put({ kind: 'meeting', key: item.id, startsAt: item.startsAt, endsAt: item.endsAt, item })
  for (const session of snapshot.sessions) {
    if (session.kind === 'one_to_one' && busyDates.has(dateOf(session.startsAt))) continue
    put(asSession(session))
  }
  ownEntries(snapshot).forEach(put)
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, entries]) => {
      const all = withGaps(entries)
      return { date, startsAt: all[0]?.startsAt ?? 0, entries: all }
    })
}

function withGaps(entries: RibbonEntry[]): RibbonEntry[] {
  const sorted = [...entries].sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
  const all: RibbonEntry[] = []
  let until: number | null = null
  for (const entry of sorted) {
    if (until !== null && entry.startsAt - until >= leastGapMs) {
      all.push({ kind: 'gap', key: `gap-${until}`, startsAt: until, endsAt: entry.startsAt, minutes: Math.round((entry.startsAt - until) / 60_000) })
    }
    all.push(entry)
    until = Math.max(until ?? 0, entry.endsAt)
  }
  return all
}

export type NextThing = { entry: Exclude<RibbonEntry, { kind: 'gap' }>; isOn: boolean; minutes: number }

/** What is on or comes next; a meeting or one's own appearance goes before a session around it. Null when the day is over. */
export function nextThing(snapshot: AgendaSnapshot, nowMs: number): NextThing | null {
  const session = snapshot.sessions.find((one) => one.endsAt > nowMs && (one.kind !== 'one_to_one' || snapshot.meetings.length === 0))
  const meetings = snapshot.meetings.map((item) => ({ kind: 'meeting', key: item.id, startsAt: item.startsAt, endsAt: item.endsAt, item }) as const)
  const own = [...meetings, ...ownEntries(snapshot)].filter((one) => one.endsAt > nowMs).sort((a, b) => a.startsAt - b.startsAt)[0]
  const sessionFirst = own && session && session.startsAt < own.startsAt && session.endsAt <= own.startsAt
  const entry = session && (sessionFirst || !own) ? asSession(session) : own
  if (!entry) return null
  return { entry, isOn: entry.startsAt <= nowMs, minutes: Math.max(0, Math.ceil((entry.startsAt - nowMs) / 60_000)) }
}
