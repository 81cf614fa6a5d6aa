import type { Duplicate } from './import-duplicates.ts'
import type { ImportIssue, ImportRecord } from './import-types.ts'
import { nameKey, type ToSimplified } from './names.ts'
import type { PersonDraft } from './drafts.ts'

/** What the organizer says of a record: a new one, the same as the one it resembles, or not to be taken. */
export const decisions = ['add', 'same', 'skip'] as const
export type Decision = (typeof decisions)[number]

/** `similar` is new but looks like another one; `merges` goes into an earlier row; `bad` has cells that can't be kept. */
export type RecordState = 'new' | 'similar' | 'same' | 'merges' | 'skipped' | 'bad'

export type Judged = {
  record: ImportRecord
  duplicate: Duplicate
  state: RecordState
  /** Those of reading and those found by comparing rows with each other. */
  issues: ImportIssue[]
  /** Stored record it is one with, or row it goes into; null for a new one. */
  into: { id: string } | { row: number } | null
}

export type ImportCounts = { ready: number; mend: number; same: number; skipped: number; similar: number; badCells: number; warnings: number }

/** What only the caller knows of a list of people: the organization meant by a name, and columns to point at. */
export type JudgeMeans = {
  toSimplified: ToSimplified
  columnOf: (fieldKey: string) => number | null
  /** For a list of people: id of the organization of that name at this event, or null. */
  organizationNamed: ((name: string) => string | null) | null
}

/**
 * Judges records one after another, in the order of the file: which is new, which is the same as another, which can't be
 * saved as it is. One address may stand for one person only; somebody in a list of people must belong to an organization.
 */
export function createJudge(means: JudgeMeans) {
  const people = new Map<string, { row: number; key: string }>()
  const rows = new Map<number, Judged>()

  function judge(record: ImportRecord, duplicate: Duplicate, decided: Decision | null): Judged {
    const into = targetOf(record, duplicate, decided)
    const issues = [...record.issues, ...record.values.people.flatMap((person) => sharedAddress(record, person)), ...conflicts(record, duplicate, into), ...personIssues(record)]
    const isBad = issues.some((issue) => issue.severity === 'error')
    const state: RecordState =
      decided === 'skip' ? 'skipped' : isBad ? 'bad' : into !== null ? ('id' in into ? 'same' : 'merges') : duplicate.kind === 'similar' && decided === null ? 'similar' : 'new'
    const judged: Judged = { record, duplicate, state, issues, into: state === 'skipped' ? null : into }
    rows.set(record.row, judged)
    return judged
  }

  function targetOf(record: ImportRecord, duplicate: Duplicate, decided: Decision | null): Judged['into'] {
    if (duplicate.kind === 'none' || decided === 'skip') return null
    const isPerson = record.values.organization === null && duplicate.reason === 'email'
    const isSame = decided === 'same' || isPerson || (decided === null && duplicate.kind === 'same')
    if (!isSame) return null
    if ('id' in duplicate.twin) return duplicate.twin
    const twin = rows.get(duplicate.twin.row)
    if (twin === undefined || twin.state === 'skipped') return null
    return twin.into ?? duplicate.twin
  }

  function issue(record: ImportRecord, path: string, code: ImportIssue['code'], params: ImportIssue['params'] = {}, severity: ImportIssue['severity'] = 'error'): ImportIssue {
    return { row: record.row, column: means.columnOf(path), path, code, params, severity }
  }

  /** The same address on two rows under two names: one of them is wrong. */
  function sharedAddress(record: ImportRecord, person: PersonDraft): ImportIssue[] {
    const name = person.nameZh ?? person.nameEn
    if (person.email === null || name === null) return []
    const key = nameKey(name, means.toSimplified)
    const before = people.get(person.email)
    if (before === undefined) people.set(person.email, { row: record.row, key })
    const path = record.values.organization === null ? 'email' : 'contactEmail'
    return before === undefined || before.key === key ? [] : [issue(record, path, 'import.email_twice', { row: before.row })]
  }

  function conflicts(record: ImportRecord, duplicate: Duplicate, into: Judged['into']): ImportIssue[] {
    const isSameCode = duplicate.kind === 'same' && duplicate.reason === 'uscc' && into === null
    return isSameCode && record.values.organization !== null ? [issue(record, 'uscc', 'directory.uscc_taken')] : []
  }

  function personIssues(record: ImportRecord): ImportIssue[] {
    const [person] = record.values.people
    if (means.organizationNamed === null || person === undefined || record.values.organization !== null) return []
    // An address that was refused for its form has been named already.
    const addressNamed = record.issues.some((one) => one.path === 'email' && one.severity === 'error')
    const address = person.email === null && !addressNamed ? [issue(record, 'email', 'import.missing_email')] : []
    if (person.organizationName === null) return [...address, issue(record, 'organization', 'import.missing_organization')]
    const isKnown = means.organizationNamed(person.organizationName) !== null
    return isKnown ? address : [...address, issue(record, 'organization', 'import.unknown_organization', { name: person.organizationName.slice(0, 60) })]
  }

  return judge
}

/** Counts records by state, and cells: one with two faults is one cell. */
export function countJudged(judged: readonly Judged[], fileIssues: readonly ImportIssue[]): ImportCounts {
  const counts: ImportCounts = { ready: 0, mend: 0, same: 0, skipped: 0, similar: 0, badCells: 0, warnings: 0 }
  const badCells = new Set<string>()
  const tell = ({ row, column, severity }: ImportIssue): void => {
    if (severity === 'error') badCells.add(`${row}:${column}`)
    else counts.warnings += 1
  }
  fileIssues.forEach(tell)
  for (const { state, issues } of judged) {
    if (state === 'skipped') counts.skipped += 1
    else if (state === 'bad') counts.mend += 1
    else if (state === 'same' || state === 'merges') counts.same += 1
    else counts.ready += 1
    if (state === 'similar') counts.similar += 1
    if (state !== 'skipped') issues.forEach(tell)
  }
  return { ...counts, badCells: badCells.size }
}
