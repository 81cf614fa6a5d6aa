import { wallDate, wallParts } from '#app/ui/time-format.ts'
import { findConflicts, conflictKey, type Conflict, type ConflictGround, type ConflictLevels } from '#server/domain/programme/conflicts.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import { joinWords } from '#server/i18n/locales.ts'
import type { Translate } from '#server/i18n/translate.ts'

export type NamedStage = { id: string; nameZh: string; nameEn: string }
export type NamedPerson = { id: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string }
export type NamedDelegation = { id: string; nameZh: string; nameEn: string }
export type NamedSession = { id: string; nameZh: string; nameEn: string; stageId: string | null; startsAtMs: number; endsAtMs: number }
/** Names by id, for titles and sentences. */
export type ProgrammeNames = { stages: readonly NamedStage[]; people: readonly NamedPerson[]; delegations: readonly NamedDelegation[] }

type Choose = (zh: string, en: string) => string

/** What stands on a block: its title, who pitches, or what kind of thing it is. */
export function titleOf(item: WorkingItem, names: Readonly<ProgrammeNames>, pick: Choose, t: Translate): string {
  const title = pick(item.titleZh, item.titleEn)
  if (title !== '') return title
  const delegation = names.delegations.find((one) => one.id === item.delegationId)
  if (delegation) return pick(delegation.nameZh, delegation.nameEn)
  return t(item.kind === 'pitch' ? 'programme:openSlot' : `programme:kind.${item.kind}`)
}

export const minuteMs = 60_000
export const tickMs = 5 * minuteMs

export type DayWindow = { key: string; fromMs: number; toMs: number }

/** The days of a programme: each from the hour in which something starts to the hour in which the last thing ends. */
export function daysOf(spans: readonly { startsAtMs: number; endsAtMs: number }[], zone: string): DayWindow[] {
  const days = new Map<string, { fromMs: number; toMs: number }>()
  for (const { startsAtMs, endsAtMs } of spans) {
    const key = wallDate(startsAtMs, zone)
    const day = days.get(key)
    days.set(key, { fromMs: Math.min(day?.fromMs ?? startsAtMs, startsAtMs), toMs: Math.max(day?.toMs ?? endsAtMs, endsAtMs) })
  }
  const hourMs = 60 * minuteMs
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { fromMs, toMs }]) => {
    // Zones are whole quarters away from UTC, so the wall's hour is found by its minutes.
    const lead = Number(wallParts(fromMs, zone).minute) * minuteMs
    const from = fromMs - lead - (lead === 0 ? hourMs : 0)
    return { key, fromMs: from, toMs: Math.max(from + 4 * hourMs, Math.ceil((toMs - from) / hourMs) * hourMs + from + hourMs) }
  })
}

/** Side by side where items overlap on a stage: the nth of so many. */
export function lanesOf(items: readonly WorkingItem[]): Map<string, { lane: number; lanes: number }> {
  const found = new Map<string, { lane: number; lanes: number }>()
  const sorted = [...items].sort((a, b) => a.startsAtMs - b.startsAtMs || (a.id < b.id ? -1 : 1))
  let cluster: { id: string; lane: number }[] = []
  let ends: number[] = []
  const close = (): void => {
    for (const { id, lane } of cluster) found.set(id, { lane, lanes: ends.length })
    cluster = []
    ends = []
  }
  for (const item of sorted) {
    if (ends.length > 0 && ends.every((end) => end <= item.startsAtMs)) close()
    const free = ends.findIndex((end) => end <= item.startsAtMs)
    const lane = free === -1 ? ends.length : free
    ends[lane] = item.endsAtMs
    cluster.push({ id: item.id, lane })
  }
  close()
  return found
}

/** A conflict in words; names in the place of ids. */
export function conflictText(conflict: Conflict, items: ReadonlyMap<string, WorkingItem>, names: ProgrammeNames, pick: Choose, t: Translate): string {
  const title = (id: string | null): string => {
    const item = items.get(id ?? '')
    return item === undefined ? '' : titleOf(item, names, pick, t)
  }
  const person = names.people.find((one) => one.id === conflict.subject)
  const stage = names.stages.find((one) => one.id === conflict.subject)
  const who = stage ? pick(stage.nameZh, stage.nameEn) : person ? pick(person.nameZh, person.nameEn) : conflict.name
  return t(`programme:conflict.${conflict.kind}_${conflict.reason}`, { who, one: title(conflict.itemId), other: title(conflict.otherId) })
}

export const sentences = (texts: readonly string[], locale: string): string => (locale === 'zh-CN' ? texts.join('') : texts.join(' '))
export const wordsOf = (locale: string, words: readonly string[]): string => joinWords(locale, words)

/** Conflicts that an edit would bring, of kinds that are not passed over. */
export function newConflicts(before: readonly Conflict[], after: Iterable<WorkingItem>, ground: ConflictGround, levels: ConflictLevels): Conflict[] {
  const known = new Set(before.map(conflictKey))
  return findConflicts(after, ground).filter((conflict) => levels[conflict.kind] !== 'ignore' && !known.has(conflictKey(conflict)))
}
