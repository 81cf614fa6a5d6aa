import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { ErrorParams } from '#server/domain/shared/result.ts'
import type { OrganizationDraft, PersonDraft, PreferenceDraft } from './drafts.ts'
import type { ToSimplified } from './names.ts'

/**
 * One cell to look at. `row` is the line number as a spreadsheet shows it (headings are row 1), `column` counts from 0,
 * null where the row as a whole is meant. An error keeps the file from being imported; a warning says what was assumed.
 */
export type ImportIssue = {
  row: number
  column: number | null
  /** Field key the column feeds. */
  path: string
  code: ErrorCode
  params: ErrorParams
  severity: 'error' | 'warning'
}

/** What one record of a file says. A list of people has no organization; a contact may have no name (a shared mailbox). */
export type ImportValues = { organization: OrganizationDraft | null; preference: PreferenceDraft | null; people: PersonDraft[] }

export type ImportRecord = {
  row: number
  values: ImportValues
  issues: ImportIssue[]
  /** Rows without a name of their own that were merged into this record. */
  continuationRows: number[]
}

export type ImportReading = { records: ImportRecord[]; fileIssues: ImportIssue[]; counts: { records: number; rows: number; errors: number; warnings: number } }

export type ReadOptions = {
  toSimplified: ToSimplified
  /** Currency of amounts that name none and are not written in Chinese units: CNY or USD by the file's language. */
  currency: string
  /** Line number of the first of `rows`; 2 where the headings are row 1. */
  firstRow?: number
}
