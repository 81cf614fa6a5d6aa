import type { WhatIfAnswer } from '#server/domain/timetable/what-if.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import { joinWords } from '#server/i18n/locales.ts'
import type { Translate } from '#server/i18n/translate.ts'

export type StudyState = 'queued' | 'running' | 'ready' | 'stopped' | 'failed'
export type StudyProgress = { studyId: string; done: number; total: number }

/** A difference with its sign; a true minus, as wide as the plus. */
export function signed(value: number): string {
  return value === 0 ? '±0' : value > 0 ? `+${value}` : `−${Math.abs(value)}`
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10)
export { tenth }

/** What is proved of a question, in one sentence. */
export function rangeText(t: Translate, { least, most }: WhatIfAnswer['proved']): string {
  if (least === 0 && most === 0) return t('studies:whatIf.range.same')
  if (least !== null && most !== null) return least === most ? t('studies:whatIf.range.exact', { least: signed(least) }) : t('studies:whatIf.range.between', { least: signed(least), most: signed(most) })
  if (most !== null) return t('studies:whatIf.range.atMost', { most })
  return least !== null ? t('studies:whatIf.range.atLeast', { least: signed(least) }) : t('studies:whatIf.range.nothing')
}

export type AdviceGround = {
  frame: Pick<Frame, 'slots' | 'slotMinutes' | 'tables'>
  people: readonly { id: string; nameZh: string; nameEn: string }[]
  timeOf: (ms: number) => string
}

const mostNames = 5

/** One piece of advice as a sentence, with names, table codes and times in the place of ids. */
export function adviceText(t: Translate, { code, params }: { code: string; params: Record<string, number | string[]> }, { frame, people, timeOf }: AdviceGround, locale: string): string {
  const names = new Map(people.map((one) => [one.id, locale === 'zh-CN' ? one.nameZh || one.nameEn : one.nameEn || one.nameZh]))
  const codes = new Map(frame.tables.map((table) => [table.id, table.code]))
  const list = (ids: readonly string[], of: ReadonlyMap<string, string>): string => joinWords(locale, ids.slice(0, mostNames).map((id) => of.get(id) ?? id)) + (ids.length > mostNames ? ' …' : '')
  const slot = frame.slots[Number(params['slot'] ?? -1)]
  const words = Object.fromEntries(Object.entries(params).map(([name, value]) => {
    if (Array.isArray(value)) return [name, list(value, name === 'tables' ? codes : names)]
    return [name, Number.isInteger(value) ? value : tenth(value)]
  }))
  return t(`studies:advice.${code}`, { minutes: frame.slotMinutes, time: slot ? timeOf(slot.startsAtMs) : '', ...words })
}
