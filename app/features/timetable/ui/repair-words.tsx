import type { UnplacedMeeting } from '#server/domain/scheduling/problem.ts'
import type { PlanChanges } from '#server/domain/timetable/diff.ts'
import type { Appointment, Frame, FrameMeeting } from '#server/domain/timetable/frame.ts'
import type { Trouble } from '#server/domain/timetable/trouble.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { reasonTexts, seenMeetings, type BoardNames } from '../view.ts'

export type LoadedRepair = {
  id: string
  version: number
  trouble: Trouble
  changes: PlanChanges
  cancelled: Appointment[]
  why: UnplacedMeeting[]
  meetings: Record<string, FrameMeeting>
  tables: Frame['tables']
  seconds: number
}

export type RepairLine = { key: string; pair: string; text: string; note: string }
export type RepairSection = { name: 'added' | 'moved' | 'retabled' | 'gone'; lines: RepairLine[] }
export type RepairText = { title: string; sections: RepairSection[]; isQuiet: boolean }

/** `timeOf` names an instant (ms), with its day where the event has several. */
type Words = { t: Translate; locale: string; timeOf: (instantMs: number) => string; names: BoardNames }

/** A proposal in words: first what those who wait are given, then who moves, then other tables, then what is called off and why. */
export function repairText(repair: LoadedRepair, { t, locale, timeOf, names }: Words): RepairText {
  const frame: Frame = { slots: [], slotMinutes: 0, tables: repair.tables, meetings: repair.meetings, leftOut: [] }
  const seen = seenMeetings({ frame, names }, locale)
  const codes = new Map(repair.tables.map((table) => [table.id, table.code]))
  const pairOf = (key: string): string => `${seen.get(key)?.fullA ?? '–'} × ${seen.get(key)?.fullB ?? '–'}`
  const at = (one: Appointment): string => t('repairs:proposal.at', { time: timeOf(one.startsAtMs), table: codes.get(one.tableId) ?? '–' })
  const line = (key: string, text: string, note = ''): RepairLine => ({ key, pair: pairOf(key), text, note })
  const fromTo = ({ key, before, after }: PlanChanges['moved'][number]): RepairLine => line(key, t('repairs:proposal.fromTo', { before: at(before), after: at(after) }))
  const whyOf = (key: string): string => {
    const found = repair.why.find((one) => one.meeting === key)
    return found ? reasonTexts(t, [{ code: found.why, params: found.detail }], { frame, names }, locale).join(' ') : ''
  }
  const { added, moved, retabled, gone } = repair.changes
  const all: RepairSection[] = [
    { name: 'added', lines: added.map((one) => line(one.key, at(one))) },
    { name: 'moved', lines: moved.map(fromTo) },
    { name: 'retabled', lines: retabled.map(fromTo) },
    { name: 'gone', lines: gone.map((one) => line(one.key, at(one), whyOf(one.key))) },
  ]
  return { title: titleOf(repair, { t, locale, timeOf, names }, pairOf, codes), sections: all.filter(({ lines }) => lines.length > 0), isQuiet: moved.length + retabled.length + gone.length === 0 }
}

function titleOf({ trouble, cancelled, meetings }: LoadedRepair, { t, locale, timeOf, names }: Words, pairOf: (key: string) => string, codes: ReadonlyMap<string, string>): string {
  if (trouble.kind === 'fill') return t('repairs:what.fill')
  if (trouble.kind === 'cancel') return t('repairs:what.cancel', { pair: cancelled.map((one) => pairOf(one.key)).join('') })
  if (trouble.kind === 'must') {
    const key = Object.keys(meetings).find((one) => meetings[one]?.requestId === trouble.requestId)
    return t('repairs:what.must', { pair: key === undefined ? '–' : pairOf(key) })
  }
  const time = { from: timeOf(trouble.fromMs), until: timeOf(trouble.untilMs) }
  if (trouble.kind === 'table') return t('repairs:what.table', { table: codes.get(trouble.tableId) ?? '–', ...time })
  const person = names.people.find((one) => one.id === trouble.personId)
  const name = locale === 'zh-CN' ? person?.nameZh || person?.nameEn : person?.nameEn || person?.nameZh
  return t('repairs:what.away', { name: name ?? '–', ...time })
}
