import type { ImportIssue } from '#server/domain/directory/import-types.ts'
import type { Preview, PreviewRow } from '#server/features/imports/queries.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** What the import page shows, with every fault as a sentence; runs on the server. */
export function createImportView(locale: Locale) {
  const t = translator(locale)
  const sentence = ({ code, params }: ImportIssue): string => t(`errors:${code}`, params)

  function row({ issues, twin, cells, ...rest }: PreviewRow, shown: readonly number[]) {
    const ofCell = (column: number) => issues.filter((issue) => issue.column === column)
    return {
      ...rest,
      twin: twin === null ? null : 'row' in twin ? { row: twin.row, name: null } : { row: null, name: pickText(locale, twin.nameZh, twin.nameEn) },
      notes: issues.filter((issue) => issue.column === null).map((issue) => ({ text: sentence(issue), isError: issue.severity === 'error' })),
      cells: shown.map((column) => ({ column, text: cells[column] ?? '', errors: [...new Set(ofCell(column).filter((issue) => issue.severity === 'error').map(sentence))], warnings: [...new Set(ofCell(column).filter((issue) => issue.severity === 'warning').map(sentence))] })),
    }
  }

  return {
    preview({ batch, columns, fields, counts, fileIssues, rows, page, taken }: Preview) {
      const named = columns.map((column) => ({ ...column, header: column.header === '' ? t('imports:mapping.emptyHeader', { number: column.index + 1 }) : column.header }))
      const shown = named.filter((column) => column.field !== null)
      const places = shown.map((column) => column.index)
      return {
        batch, counts, page, taken,
        columns: named,
        fields: fields.map(({ key, zh, en }) => ({ value: key, label: pickText(locale, zh, en) })),
        shown: shown.map(({ index, header }) => ({ index, header })),
        fileErrors: [...new Set(fileIssues.filter((issue) => issue.severity === 'error').map(sentence))],
        rows: rows.map((one) => row(one, places)),
      }
    },
  }
}

export type ImportView = ReturnType<ReturnType<typeof createImportView>['preview']>
export type ImportRow = ImportView['rows'][number]
