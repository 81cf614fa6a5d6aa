import { wallDate, wallTime } from '#app/ui/time-format.ts'
import { createBoard, place, type Board } from '#server/domain/scheduling/board.ts'
import { explainUnplaced } from '#server/domain/scheduling/explain.ts'
import type { PlacedMeeting, Reason, TimetableProblem, UnplacedMeeting } from '#server/domain/scheduling/problem.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import type { Frame, FrameMeeting, FrameSlot } from '#server/domain/timetable/frame.ts'
import { measures, type Measures } from '#server/domain/timetable/measures.ts'
import { withPins, type Pin } from '#server/domain/timetable/pins.ts'
import type { WhyHere } from '#server/domain/timetable/why-here.ts'
import type { Translate } from '#server/i18n/translate.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { joinWords } from '#server/i18n/locales.ts'

export type NamedDelegation = { id: string; nameZh: string; nameEn: string; side: string }
export type NamedPerson = { id: string; nameZh: string; nameEn: string; delegationId: string }
export type BoardNames = { delegations: NamedDelegation[]; people: NamedPerson[] }

/** What a board holds and what can change under the hand. */
export type BoardState = { placed: PlacedMeeting[]; pins: Pin[] }
export type BoardGround = { frame: Frame; problem: TimetableProblem; names: BoardNames }

/** A meeting's new place; both null: off the board. */
export type BoardMove = { meeting: string; slot: number | null; table: string | null; pinned: boolean }

export function applyMove(state: BoardState, move: BoardMove): BoardState {
  const placed = state.placed.filter((one) => one.meeting !== move.meeting)
  const pins = state.pins.filter((one) => one.meeting !== move.meeting)
  if (move.slot === null || move.table === null) return { placed, pins }
  const at = { meeting: move.meeting, slot: move.slot, table: move.table }
  return { placed: [...placed, at], pins: move.pinned ? [...pins, at] : pins }
}

const places = /^(北京|上海|天津|重庆|深圳|广州|杭州|苏州|南京|成都|武汉|西安|中国|海淀|中关村)(市|省|区)?/
const forms = /(股份有限公司|有限责任公司|有限公司|股份公司|集团|\(.*?\)|（.*?）)/g
const trades = /(科技|技术|资本|投资|创投|基金|私募|股权|管理|产业|母基金|控股|国际|实业|发展|智能|医疗|生物|信息|网络)+$/

/** Four Chinese characters, or a word of at most nine letters, that tell a firm on a small cell. */
export function shortName(nameZh: string, nameEn: string, locale: string): string {
  if (locale !== 'zh-CN' && nameEn !== '') return shortLatin(nameEn)
  if (nameZh === '' || /^[\p{Script=Latin}\d]/u.test(nameZh)) return shortLatin(nameZh || nameEn)
  const core = nameZh.replace(forms, '').replace(places, '')
  const bare = core.replace(trades, '')
  return [...(bare.length >= 2 ? bare : core || nameZh)].slice(0, 4).join('')
}

function shortLatin(name: string): string {
  const words = name.split(/\s+/).filter((word) => !/^(the|inc\.?|ltd\.?|llc|co\.?|company|limited)$/i.test(word))
  const first = words[0] ?? name
  return first.length <= 9 ? first : `${first.slice(0, 8)}…`
}

export type Seen = { a: NamedDelegation | null; b: NamedDelegation | null; shortA: string; shortB: string; fullA: string; fullB: string }

/** Names of every meeting of a frame, by its key. */
export function seenMeetings({ frame, names }: Pick<BoardGround, 'frame' | 'names'>, locale: string): Map<string, Seen> {
  const delegations = new Map(names.delegations.map((one) => [one.id, one]))
  const full = (one: NamedDelegation | null): string => (one === null ? '–' : locale === 'zh-CN' ? one.nameZh || one.nameEn : one.nameEn || one.nameZh)
  const short = (one: NamedDelegation | null): string => (one === null ? '–' : shortName(one.nameZh, one.nameEn, locale))
  return new Map(
    Object.entries(frame.meetings).map(([key, about]: [string, FrameMeeting]) => {
      const a = delegations.get(about.aDelegationId) ?? null
      const b = delegations.get(about.bDelegationId) ?? null
      return [key, { a, b, shortA: short(a), shortB: short(b), fullA: full(a), fullB: full(b) }]
    }),
  )
}

/** `board` is worked out when it is first asked for: a page that is only looked at needs none. */
export type BoardFigures = { measures: Measures; unplaced: UnplacedMeeting[]; readonly board: Board; problem: TimetableProblem }

/** Everything that follows from where the meetings are: the same rules and figures as on the server. */
export function figuresOf({ frame, problem }: BoardGround, state: BoardState, bound: { weight: number | null; breaks: number | null }, ignorePins: boolean): BoardFigures {
  const pinned = ignorePins ? problem : withPins(problem, state.pins)
  const board = lazyBoard(pinned, state)
  const placed = new Set(state.placed.map((one) => one.meeting))
  const unplaced = pinned.meetings.filter((one) => !placed.has(one.id)).map((one) => explainUnplaced(board(), one.id))
  const plan = { format: 'touhai/timetable-plan@1' as const, status: 'feasible' as const, placed: state.placed, unplaced, value: { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 }, seconds: 0, seed: 0 }
  const { value } = verify(pinned, plan)
  const numbers = measures(frame, pinned, { ...plan, value, bound: { ...(bound.weight === null ? {} : { weight: bound.weight }), ...(bound.breaks === null ? {} : { breaks: bound.breaks }) } })
  return { measures: numbers, unplaced, get board() { return board() }, problem: pinned }
}

/** What the server has counted already for a board as it was loaded. */
export function givenFigures({ problem }: Pick<BoardGround, 'problem'>, state: BoardState, given: Pick<BoardFigures, 'measures' | 'unplaced'>): BoardFigures {
  const pinned = withPins(problem, state.pins)
  const board = lazyBoard(pinned, state)
  return { ...given, get board() { return board() }, problem: pinned }
}

function lazyBoard(problem: TimetableProblem, state: BoardState): () => Board {
  let made: Board | null = null
  return () => (made ??= createBoard(problem, state))
}

/** Reasons against every slot and table for one meeting; an empty list is a legal cell. */
export function reasonsFor(board: Board, frame: Frame, meeting: string): (slot: number, table?: string) => Reason[] {
  const known = new Map<string, Reason[]>()
  return (slot, table) => {
    const key = `${slot} ${table ?? ''}`
    const found = known.get(key)
    if (found) return found
    const answer = frame.slots[slot] ? place(board, meeting, slot, table) : { ok: false as const, reasons: [] as Reason[] }
    const reasons = answer.ok ? [] : answer.reasons.length > 0 ? answer.reasons : [{ code: 'slot_not_allowed' as const, params: { slot } }]
    known.set(key, reasons)
    return reasons
  }
}

/** A sentence for each reason, with names and table codes in the place of ids. */
export function reasonTexts(t: Translate, reasons: readonly { code: string; params: Record<string, unknown> }[], ground: { frame: Pick<Frame, 'tables'>; names: BoardNames }, locale: string): string[] {
  const people = new Map(ground.names.people.map((one) => [one.id, locale === 'zh-CN' ? one.nameZh || one.nameEn : one.nameEn || one.nameZh]))
  const tables = new Map(ground.frame.tables.map((one) => [one.id, one.code]))
  const word = (value: unknown): string | number => {
    if (Array.isArray(value)) return joinWords(locale, value.map((one) => String(word(one))))
    if (typeof value === 'number') return value
    return people.get(String(value)) ?? tables.get(String(value)) ?? ''
  }
  const sentences = reasons.map(({ code, params }) => {
    const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(value)]))
    return t(`scheduling:reason.${code}`, { participant: values['participants'] ?? '', ...values })
  })
  return [...new Set(sentences)]
}

/** A sentence for each reason why a meeting is where it is. `timeOf` names a slot of the problem. */
export function whyTexts(t: Translate, why: readonly WhyHere[], ground: { frame: Pick<Frame, 'tables'>; names: BoardNames }, locale: string, timeOf: (slot: number) => string): string[] {
  const people = new Map(ground.names.people.map((one) => [one.id, locale === 'zh-CN' ? one.nameZh || one.nameEn : one.nameEn || one.nameZh]))
  const tables = new Map(ground.frame.tables.map((one) => [one.id, one.code]))
  return why.map(({ code, params }) => {
    const values = Object.fromEntries(Object.entries(params).map(([name, value]: [string, unknown]) => {
      if (Array.isArray(value)) return [name, joinWords(locale, (value as number[]).slice(0, mostTimes).map(timeOf)) + (value.length > mostTimes ? ' …' : '')]
      if (name === 'participant') return [name, people.get(String(value)) ?? '']
      return [name, name === 'table' ? (tables.get(String(value)) ?? '') : value]
    }))
    return t(`timetable:why.${code}`, values)
  })
}

const mostTimes = 4

export type SlotLine = { index: number; slot: NonNullable<FrameSlot>; startsSitting: boolean }

/** Slots without seams; `startsSitting` where a pause lies before. */
export function slotLines(frame: Frame): SlotLine[] {
  const lines: SlotLine[] = []
  frame.slots.forEach((slot, index) => {
    if (slot === null) return
    const last = lines.at(-1)
    lines.push({ index, slot, startsSitting: last !== undefined && last.slot.sitting !== slot.sitting })
  })
  return lines
}

/** Wire facts of the desk, told apart for a draft's board: apply it, pass over it, or load anew. */
export function followDraft(held: { draftId: string; version: number }, fact: { draftId: string; state: string; version: number; moved?: BoardMove | undefined }): 'skip' | 'apply' | 'reload' {
  if (fact.draftId !== held.draftId || fact.version <= held.version) return 'skip'
  return fact.version === held.version + 1 && fact.moved !== undefined ? 'apply' : 'reload'
}

export type BoardNews = Fact

/** The desk's room; the protocol's own function would bring its schemas along. */
export const deskRoomName = (eventId: string): string => `desk:${eventId}`

/** `startsAtMs`: the first slot of the day; `mean`: of the tables in use in the slots that begin in an hour of the wall. */
export type TableDay = { startsAtMs: number; hours: { hour: string; mean: number }[] }

/** How full the tables are, day by day and hour by hour. */
export function tableHours(measures: Pick<Measures, 'tableUse'>, frame: Pick<Frame, 'slots'>, zone: string): TableDay[] {
  const days = new Map<string, { startsAtMs: number; hours: Map<string, { used: number; slots: number }> }>()
  frame.slots.forEach((slot, at) => {
    if (slot === null) return
    const date = wallDate(slot.startsAtMs, zone)
    const day = days.get(date) ?? { startsAtMs: slot.startsAtMs, hours: new Map<string, { used: number; slots: number }>() }
    days.set(date, day)
    const hour = `${wallTime(slot.startsAtMs, zone).slice(0, 2)}:00`
    const held = day.hours.get(hour) ?? { used: 0, slots: 0 }
    day.hours.set(hour, { used: held.used + Math.max(0, measures.tableUse[at] ?? 0), slots: held.slots + 1 })
  })
  return [...days.values()].map(({ startsAtMs, hours }) => ({ startsAtMs, hours: [...hours].map(([hour, { used, slots }]) => ({ hour, mean: used / slots })) }))
}
