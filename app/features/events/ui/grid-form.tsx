import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import { sentOf, sentRows } from '../view.ts'
import { Rows, type RowFields } from './rows.tsx'
import { SaveNotice, type SaveAnswer } from './save-notice.tsx'

type WindowFields = { id: string; startsAt: string; endsAt: string }
type BlockFields = WindowFields & { tableId: string; labelZh: string; labelEn: string }
type GridFormProps = { eventId: string; version: number; zone: string; windows: WindowFields[]; blocks: BlockFields[]; tables: { id: string; code: string }[]; answer: SaveAnswer }

const empty = { id: '', startsAt: '', endsAt: '' }
const emptyBlock = { ...empty, tableId: '', labelZh: '', labelEn: '' }

/** Windows, and what is cut out of them: breaks for everybody and blocked times of single tables. */
export function GridForm({ eventId, version, zone, windows, blocks, tables, answer }: GridFormProps) {
  const t = useTranslate()
  const errors = answer && !answer.ok ? answer.error.fields : {}
  const sent = sentOf(answer, 'grid')
  const places = [{ value: '', label: t('events:grid.everybody') }, ...tables.map((table) => ({ value: table.id, label: table.code }))]
  return (
    <Form method="post" className="flex flex-col gap-6">
      <SaveNotice answer={answer} zone={zone} />
      <input type="hidden" name="intent" value="grid" />
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="version" value={version} />
      <Rows name="windows" legend={t('events:parts.windows')} initial={sentRows(sent, 'windows', windows, empty)} blank={empty} errors={errors}>
        {(row, fields) => <Times row={row} fields={fields} />}
      </Rows>
      <Rows name="blocks" legend={t('events:parts.blocks')} initial={sentRows(sent, 'blocks', blocks, emptyBlock)} blank={emptyBlock} errors={errors}>
        {(row, fields) => (
          <>
            <Times row={row} fields={fields} />
            <Select name={`${fields.prefix}tableId`} label={t('events:grid.for')} options={places} defaultValue={row.tableId} error={fields.error('tableId')} />
            <TextInput name={`${fields.prefix}labelZh`} label={t('events:grid.labelZh')} defaultValue={row.labelZh} maxLength={40} error={fields.error('labelZh')} />
            <TextInput name={`${fields.prefix}labelEn`} label={t('events:grid.labelEn')} defaultValue={row.labelEn} maxLength={60} error={fields.error('labelEn')} />
          </>
        )}
      </Rows>
      <p className="text-sm text-ink-2">{t('events:grid.emptyHint')}</p>
      <div><Button look="primary">{t('events:grid.save')}</Button></div>
    </Form>
  )
}

/** From and to, with the row's own id. */
export function Times({ row, fields }: { row: WindowFields; fields: RowFields }) {
  const t = useTranslate()
  return (
    <>
      <input type="hidden" name={`${fields.prefix}id`} value={row.id} />
      <DateTimeInput name={`${fields.prefix}startsAt`} label={t('events:grid.from')} defaultValue={row.startsAt} error={fields.error('startsAt') ?? fields.error('id')} />
      <DateTimeInput name={`${fields.prefix}endsAt`} label={t('events:grid.to')} defaultValue={row.endsAt} error={fields.error('endsAt')} />
    </>
  )
}
