import { Trash2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ProgrammeEdit } from '#server/domain/programme/edit.ts'
import { programmeKinds, type ItemFace, type ProgrammeKind, type WorkingItem } from '#server/domain/programme/item.ts'
import { instantFromWall, wallFromInstant } from '#server/domain/shared/time.ts'

import { minuteMs } from '../view.ts'
import { PeopleFields, peopleFrom } from './people-fields.tsx'
import type { LoadedProgramme } from './use-programme.tsx'

/** An item to be edited, or a place at which one is to be made. */
export type OpenItem = { item: WorkingItem } | { item: null; stageId: string | null; startsAtMs: number }

export type ItemSheetProps = { open: OpenItem | null; board: LoadedProgramme; zone: string; onClose: () => void; onEdit: (edit: ProgrammeEdit) => boolean; onRemove: (id: string) => void; refused: string | null }

/** What an item says, who is in it, and its time and stage for those who don't drag. */
export function ItemSheet({ open, ...rest }: ItemSheetProps) {
  const t = useTranslate()
  return (
    <Sheet open={open !== null} onClose={rest.onClose} title={t(open?.item ? 'programme:sheet.edit' : 'programme:sheet.add')}>
      {open !== null && <ItemForm key={open.item?.id ?? 'new'} open={open} {...rest} />}
    </Sheet>
  )
}

/** Fields of the form → an edit; null where the time doesn't exist on this day. */
export function editFrom(form: FormData, open: OpenItem, board: Pick<LoadedProgramme, 'people'>, zone: string, pick: (zh: string, en: string) => string): ProgrammeEdit | null {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  const startsAtMs = instantFromWall(text('startsAt'), zone) ?? (text('startsAt') === '' ? (open.item?.startsAtMs ?? null) : null)
  const minutes = Number(text('minutes'))
  if (startsAtMs === null || !Number.isFinite(minutes)) return null
  const place = { stageId: text('stageId') || null, startsAtMs, endsAtMs: startsAtMs + minutes * minuteMs }
  const face: ItemFace = {
    kind: text('kind') as ProgrammeKind, sessionId: text('sessionId') || null, titleZh: text('titleZh'), titleEn: text('titleEn'), summaryZh: text('summaryZh'), summaryEn: text('summaryEn'), track: text('track'),
    qaMinutes: Number(text('qaMinutes')) || 0, bufferMinutes: Number(text('bufferMinutes')) || 0, isLinked: form.get('isLinked') === 'on', people: peopleFrom(form, board.people, pick),
  }
  if (open.item === null) return { kind: 'create', items: [{ ...face, ...place }] }
  return { kind: 'change', itemId: open.item.id, version: open.item.version, face, place }
}

function ItemForm({ open, board, zone, onClose, onEdit, onRemove, refused }: ItemSheetProps & { open: OpenItem }) {
  const t = useTranslate()
  const pick = usePick()
  const [isBad, setBad] = useState(false)
  const { item } = open
  const startsAtMs = item?.startsAtMs ?? (open.item === null ? open.startsAtMs : 0)
  const stageId = item ? item.stageId : open.item === null ? open.stageId : null
  const isFixed = item !== null && item.kind === 'pitch' && board.released.includes(item.id)
  const [kind, setKind] = useState<ProgrammeKind>(item?.kind ?? 'talk')
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const edit = editFrom(new FormData(event.currentTarget), open, board, zone, pick)
    setBad(edit === null)
    if (edit !== null && onEdit(edit)) onClose()
  }
  const options = <Row extends { id: string; nameZh: string; nameEn: string }>(rows: readonly Row[]) => rows.map((row) => ({ value: row.id, label: pick(row.nameZh, row.nameEn) }))
  const session = item?.sessionId ?? board.sessions.find((one) => one.stageId === stageId && one.startsAtMs <= startsAtMs && startsAtMs < one.endsAtMs)?.id ?? ''
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {(refused !== null || isBad) && <Notice tone="error">{isBad ? t('errors:input.bad_date') : refused}</Notice>}
      <div className="grid grid-cols-2 gap-3">
        <Select name="kind" label={t('programme:sheet.kind')} value={kind} onChange={(event) => setKind(event.target.value as ProgrammeKind)} options={programmeKinds.filter((one) => (isFixed ? one === 'pitch' : one !== 'pitch' || board.hasPitches)).map((one) => ({ value: one, label: t(`programme:kind.${one}`) }))} />
        <TextInput name="track" label={t('programme:sheet.track')} maxLength={80} defaultValue={item?.track ?? ''} optional />
      </div>
      <TextInput name="titleZh" label={t('programme:sheet.titleZh')} maxLength={200} defaultValue={item?.titleZh ?? ''} hint={kind === 'pitch' ? t('programme:sheet.pitchTitle') : undefined} />
      <TextInput name="titleEn" label={t('programme:sheet.titleEn')} maxLength={200} defaultValue={item?.titleEn ?? ''} lang="en" />
      <div className="grid grid-cols-2 gap-3">
        <Select name="stageId" label={t('programme:sheet.stage')} defaultValue={stageId ?? ''} placeholder={t('programme:unplaced')} options={options(board.stages)} />
        <Select name="sessionId" label={t('programme:sheet.session')} defaultValue={session} placeholder={t('programme:sheet.noSession')} options={options(board.sessions)} />
      </div>
      <DateTimeInput name="startsAt" label={t('programme:sheet.start')} defaultValue={wallFromInstant(startsAtMs, zone)} required />
      <Checkbox name="isLinked" label={t('programme:sheet.linked')} hint={t('programme:sheet.linkedHint')} defaultChecked={item?.isLinked ?? false} />
      <div className="grid grid-cols-3 gap-3">
        <TextInput name="minutes" type="number" inputMode="numeric" min={5} max={1440} step={5} label={t('programme:sheet.minutes')} defaultValue={item ? (item.endsAtMs - item.startsAtMs) / minuteMs : 20} required />
        <TextInput name="qaMinutes" type="number" inputMode="numeric" min={0} max={240} label={t('programme:sheet.qa')} defaultValue={item?.qaMinutes ?? 0} />
        <TextInput name="bufferMinutes" type="number" inputMode="numeric" min={0} max={240} step={5} label={t('programme:sheet.buffer')} defaultValue={item?.bufferMinutes ?? 0} />
      </div>
      {isFixed ? <Notice>{t('programme:sheet.peopleBooked')}</Notice> : kind !== 'break' && <PeopleFields people={item?.people ?? []} known={board.people} />}
      <TextArea name="summaryZh" label={t('programme:sheet.summaryZh')} rows={3} maxLength={8000} defaultValue={item?.summaryZh ?? ''} optional />
      <TextArea name="summaryEn" label={t('programme:sheet.summaryEn')} rows={3} maxLength={8000} defaultValue={item?.summaryEn ?? ''} lang="en" optional />
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="primary">{t('programme:sheet.save')}</Button>
        {item !== null && item.delegationId === null && <Button type="button" look="quiet" icon={Trash2} onClick={() => { onRemove(item.id); onClose() }}>{t('programme:sheet.remove')}</Button>}
      </div>
    </form>
  )
}
