import type { ItemChange } from './edit.ts'
import type { ItemFace, ProgrammeKind, WorkingItem } from './item.ts'
import type { Schedule, ScheduleTalk } from './schedule.ts'

export type StageToMake = { id: string; name: string }
/** What taking a schedule over would do. `gone`: items of an earlier import that the file doesn't have; they stay. */
export type TakeOver = { stages: StageToMake[]; changes: ItemChange[]; created: number; updated: number; same: number; gone: number }

type Known = { id: string; nameZh: string; nameEn: string }
type Context = {
  stages: readonly Known[]
  /** Moves every talk by so many ms: another year's schedule as a pattern. */
  shiftMs: number
  newId: () => string
}

const key = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** Every talk as an item, every room as a stage of the same name, talks known from an earlier import under their old ids. */
export function takeOver(items: ReadonlyMap<string, WorkingItem>, schedule: Schedule, { stages, shiftMs, newId }: Context): TakeOver {
  const stageOf = new Map(stages.flatMap(({ id, nameZh, nameEn }) => [[key(nameZh), id], [key(nameEn), id]] as [string, string][]).reverse())
  const made: StageToMake[] = []
  for (const room of schedule.rooms) {
    if (stageOf.has(key(room))) continue
    const stage = { id: newId(), name: room }
    stageOf.set(key(room), stage.id)
    made.push(stage)
  }
  const known = new Map([...items.values()].filter((item) => item.externalId !== null).map((item) => [item.externalId, item]))
  const changes: ItemChange[] = []
  const counts = { created: 0, updated: 0, same: 0 }
  for (const talk of schedule.talks) {
    const before = known.get(talk.id) ?? items.get(talk.id) ?? null
    const place = { stageId: stageOf.get(key(talk.room)) ?? null, startsAtMs: talk.startsAtMs + shiftMs, endsAtMs: talk.endsAtMs + shiftMs }
    const after: WorkingItem = before === null
      ? { ...faceOf(talk), ...place, id: newId(), externalId: talk.id, isRemoved: false, delegationId: null, version: 1 }
      : { ...before, ...faceOf(talk), kind: before.kind, sessionId: before.sessionId, bufferMinutes: before.bufferMinutes, people: before.kind === 'pitch' ? before.people : withAccounts(faceOf(talk).people, before.people), ...place, isRemoved: false }
    if (before !== null && JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) {
      counts.same++
      continue
    }
    counts[before === null ? 'created' : 'updated']++
    changes.push({ id: after.id, before, after })
  }
  const sent = new Set(schedule.talks.map((talk) => talk.id))
  return { stages: made, changes, ...counts, gone: [...known.keys()].filter((id) => id !== null && !sent.has(id)).length }
}

const sorted = (item: WorkingItem): [string, unknown][] => Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))

/** A name that was tied to a person of the event stays tied to her. */
function withAccounts(sent: ItemFace['people'], before: ItemFace['people']): ItemFace['people'] {
  return sent.map((one) => before.find((other) => key(other.name) === key(one.name)) ?? one)
}

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

function faceOf(talk: ScheduleTalk): ItemFace {
  const [titleZh, titleEn] = hasHan(talk.title) ? [talk.title, ''] : ['', talk.title]
  const [summaryZh, summaryEn] = hasHan(talk.summary) ? [talk.summary, ''] : ['', talk.summary]
  return {
    kind: kindOf(talk), sessionId: null, titleZh, titleEn, summaryZh, summaryEn, track: talk.track, qaMinutes: 0, bufferMinutes: 0, isLinked: false,
    people: talk.people.map((name) => ({ personId: null, name, organization: '', role: 'speaker' as const })),
  }
}

/** The file's word for a kind of talk, where it is one of ours. */
function kindOf({ type, people }: ScheduleTalk): ProgrammeKind {
  const word = type.toLowerCase()
  if (word === 'pitch' || word === '路演') return 'pitch'
  if (word === 'panel' || word === '圆桌') return 'panel'
  if (word === 'ceremony' || word === '仪式') return 'ceremony'
  if ((word === 'break' || word === '休息') && people.length === 0) return 'break'
  return 'talk'
}
