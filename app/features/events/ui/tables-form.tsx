import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import { sentOf, sentRows } from '../view.ts'
import { Rows } from './rows.tsx'
import { SaveNotice, type SaveAnswer } from './save-notice.tsx'

type TableFields = { id: string; code: string; placeZh: string; placeEn: string }
type TablesFormProps = { eventId: string; version: number; zone: string; tables: TableFields[]; answer: SaveAnswer }

const empty: TableFields = { id: '', code: '', placeZh: '', placeEn: '' }

/** Tables by number, or each with a code and a place of its own. */
export function TablesForm({ eventId, version, zone, tables, answer }: TablesFormProps) {
  const t = useTranslate()
  const errors = answer && !answer.ok ? answer.error.fields : {}
  const head = (
    <>
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="version" value={version} />
    </>
  )
  return (
    <div className="flex flex-col gap-6">
      <Form method="post" className="flex flex-col gap-4">
        <SaveNotice answer={answer} zone={zone} />
        <input type="hidden" name="intent" value="count" />
        {head}
        <div className="flex flex-wrap items-end gap-3">
          <TextInput name="count" type="number" min={0} max={400} required label={t('events:grid.count')} defaultValue={sentOf(answer, 'count')?.['count'] ?? tables.length} error={errors['count']} className="w-40" />
          <Button>{t('events:grid.setCount')}</Button>
        </div>
        <p className="text-sm text-ink-2">{t('events:grid.countHint')}</p>
      </Form>
      <details open={Object.keys(errors).some((path) => path.startsWith('tables.')) || undefined}>
        <summary className="text-sm font-medium text-sea-ink">{t('events:grid.named')}</summary>
        <Form method="post" className="mt-3 flex flex-col gap-4">
          <input type="hidden" name="intent" value="tables" />
          {head}
          <Rows name="tables" legend={t('events:parts.tables')} initial={sentRows(sentOf(answer, 'tables'), 'tables', tables, empty)} blank={empty} errors={errors}>
            {(row, fields) => (
              <>
                <input type="hidden" name={`${fields.prefix}id`} value={row.id} />
                <TextInput name={`${fields.prefix}code`} label={t('events:grid.code')} defaultValue={row.code} maxLength={12} error={fields.error('code')} />
                <TextInput name={`${fields.prefix}placeZh`} label={t('events:grid.placeZh')} defaultValue={row.placeZh} maxLength={60} error={fields.error('placeZh')} />
                <TextInput name={`${fields.prefix}placeEn`} label={t('events:grid.placeEn')} defaultValue={row.placeEn} maxLength={80} error={fields.error('placeEn')} />
              </>
            )}
          </Rows>
          <div><Button look="primary">{t('events:grid.saveTables')}</Button></div>
        </Form>
      </details>
    </div>
  )
}
