import { useState, type FormEvent } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ProgrammeEdit } from '#server/domain/programme/edit.ts'
import { instantFromWall, wallFromInstant } from '#server/domain/shared/time.ts'

import { minuteMs } from '../view.ts'
import type { LoadedProgramme } from './use-programme.tsx'

export type SlotsSheetProps = { open: boolean; board: LoadedProgramme; zone: string; startsAtMs: number; onClose: () => void; onEdit: (edit: ProgrammeEdit) => boolean; refused: string | null }

/** Many pitch slots at once; how they come to lie is said while typing. */
export function SlotsSheet(props: SlotsSheetProps) {
  const t = useTranslate()
  return <Sheet open={props.open} onClose={props.onClose} title={t('programme:slots.title')}>{props.open && <SlotsForm {...props} />}</Sheet>
}

type Slots = Extract<ProgrammeEdit, { kind: 'slots' }>

function slotsFrom(form: FormData, zone: string): Slots | null {
  const number = (name: string): number => Number(form.get(name))
  const startsAtMs = instantFromWall(String(form.get('startsAt') ?? ''), zone)
  const [count, lengthMinutes] = [number('count'), number('lengthMinutes')]
  if (startsAtMs === null || !(count >= 1 && count <= 100) || !(lengthMinutes >= 5)) return null
  return { kind: 'slots', count, lengthMinutes, qaMinutes: number('qaMinutes'), bufferMinutes: number('bufferMinutes'), startsAtMs, stageId: String(form.get('stageId')), sessionId: String(form.get('sessionId') ?? '') || null, track: '', isLinked: form.get('isLinked') === 'on' }
}

function SlotsForm({ board, zone, startsAtMs, onClose, onEdit, refused }: SlotsSheetProps) {
  const t = useTranslate()
  const pick = usePick()
  const first = board.sessions.find((session) => session.stageId !== null)
  const from = first?.startsAtMs ?? startsAtMs
  const [slots, setSlots] = useState<Slots | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const made = slotsFrom(new FormData(event.currentTarget), zone)
    if (made !== null && onEdit(made)) onClose()
  }
  const ends = slots === null ? null : slots.startsAtMs + (slots.count * (slots.lengthMinutes + slots.bufferMinutes) - slots.bufferMinutes) * minuteMs
  return (
    <form onSubmit={submit} onChange={(event) => setSlots(slotsFrom(new FormData(event.currentTarget), zone))} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="error">{refused}</Notice>}
      <Select name="stageId" label={t('programme:sheet.stage')} required defaultValue={first?.stageId ?? board.stages[0]?.id ?? ''} options={board.stages.map((stage) => ({ value: stage.id, label: pick(stage.nameZh, stage.nameEn) }))} />
      <Select name="sessionId" label={t('programme:sheet.session')} defaultValue={first?.id ?? ''} placeholder={t('programme:sheet.noSession')} hint={t('programme:slots.sessionHint')} options={board.sessions.map((session) => ({ value: session.id, label: pick(session.nameZh, session.nameEn) }))} />
      <DateTimeInput name="startsAt" label={t('programme:slots.from')} defaultValue={wallFromInstant(from, zone)} required />
      <div className="grid grid-cols-2 gap-3">
        <TextInput name="count" type="number" min={1} max={100} label={t('programme:slots.count')} defaultValue={8} required />
        <TextInput name="lengthMinutes" type="number" min={5} max={240} step={5} label={t('programme:slots.minutes')} defaultValue={10} required />
        <TextInput name="qaMinutes" type="number" min={0} max={235} label={t('programme:sheet.qa')} defaultValue={3} />
        <TextInput name="bufferMinutes" type="number" min={0} max={240} step={5} label={t('programme:sheet.buffer')} defaultValue={0} />
      </div>
      <Checkbox name="isLinked" label={t('programme:slots.linked')} defaultChecked />
      {slots !== null && ends !== null && <p className="text-sm text-ink-2" role="status">{t('programme:slots.preview', { count: slots.count, from: wallTime(slots.startsAtMs, zone), to: wallTime(ends, zone) })}</p>}
      <Button look="primary" disabled={board.stages.length === 0} className="self-start">{t('programme:slots.add')}</Button>
    </form>
  )
}
