import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import { sentOf, sentRows } from '../view.ts'
import { Times } from './grid-form.tsx'
import { Rows } from './rows.tsx'
import { SaveNotice, type SaveAnswer } from './save-notice.tsx'

type Option = { value: string; label: string }
type Stage = { id: string; nameZh: string; nameEn: string; placeZh: string; placeEn: string }
type Session = { id: string; startsAt: string; endsAt: string; stageId: string; kind: string; nameZh: string; nameEn: string }
const blankStage: Stage = { id: '', nameZh: '', nameEn: '', placeZh: '', placeEn: '' }
type Shared = { eventId: string; version: number; zone: string; answer: SaveAnswer }

function Head({ intent, eventId, version, zone, answer }: Shared & { intent: string }) {
  return (
    <>
      <SaveNotice answer={answer} zone={zone} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="version" value={version} />
    </>
  )
}

/** What happens when and on which stage. */
export function SessionsForm({ sessions, stages, kinds, ...shared }: Shared & { sessions: Session[]; stages: Stage[]; kinds: Option[] }) {
  const t = useTranslate()
  const pick = usePick()
  const errors = shared.answer && !shared.answer.ok ? shared.answer.error.fields : {}
  const places = [{ value: '', label: t('events:programme.noStage') }, ...stages.map((stage) => ({ value: stage.id, label: pick(stage.nameZh, stage.nameEn) }))]
  const blank: Session = { id: '', startsAt: '', endsAt: '', stageId: '', kind: 'roadshow', nameZh: '', nameEn: '' }
  return (
    <Form method="post" className="flex flex-col gap-4">
      <Head intent="sessions" {...shared} />
      <Rows name="sessions" legend={t('events:parts.sessions')} initial={sentRows(sentOf(shared.answer, 'sessions'), 'sessions', sessions, blank)} blank={blank} errors={errors}>
        {(row, fields) => (
          <>
            <Times row={row} fields={fields} />
            <TextInput name={`${fields.prefix}nameZh`} label={t('events:programme.nameZh')} defaultValue={row.nameZh} maxLength={80} error={fields.error('nameZh')} />
            <TextInput name={`${fields.prefix}nameEn`} label={t('events:programme.nameEn')} defaultValue={row.nameEn} maxLength={120} error={fields.error('nameEn')} />
            <Select name={`${fields.prefix}kind`} label={t('events:programme.kind')} options={kinds} defaultValue={row.kind} error={fields.error('kind')} />
            <Select name={`${fields.prefix}stageId`} label={t('events:programme.stage')} options={places} defaultValue={row.stageId} error={fields.error('stageId')} />
          </>
        )}
      </Rows>
      <div><Button look="primary">{t('events:programme.saveSessions')}</Button></div>
    </Form>
  )
}

export function StagesForm({ stages, ...shared }: Shared & { stages: Stage[] }) {
  const t = useTranslate()
  const errors = shared.answer && !shared.answer.ok ? shared.answer.error.fields : {}
  const texts = [
    { name: 'nameZh', label: t('events:programme.nameZh'), most: 60 },
    { name: 'nameEn', label: t('events:programme.nameEn'), most: 80 },
    { name: 'placeZh', label: t('events:grid.placeZh'), most: 80 },
    { name: 'placeEn', label: t('events:grid.placeEn'), most: 120 },
  ] as const
  return (
    <Form method="post" className="flex flex-col gap-4">
      <Head intent="stages" {...shared} />
      <Rows name="stages" legend={t('events:parts.stages')} initial={sentRows(sentOf(shared.answer, 'stages'), 'stages', stages, blankStage)} blank={blankStage} errors={errors}>
        {(row, fields) => (
          <>
            <input type="hidden" name={`${fields.prefix}id`} value={row.id} />
            {texts.map(({ name, label, most }) => (
              <TextInput key={name} name={`${fields.prefix}${name}`} label={label} defaultValue={row[name]} maxLength={most} error={fields.error(name)} />
            ))}
          </>
        )}
      </Rows>
      <div><Button>{t('events:programme.saveStages')}</Button></div>
    </Form>
  )
}
