import { Form, useNavigation } from '@remix-run/react'
import { Wrench } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError, type FormErrorProps } from '#app/ui/form-error.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { timeNames, wallDate } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { PlacedMeeting } from '#server/domain/scheduling/problem.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'

import { seenMeetings, type BoardNames } from '../view.ts'

export type RepairFormProps = {
  frame: Frame
  placed: PlacedMeeting[]
  waiting: { requestId: string; aDelegationId: string; bDelegationId: string }[]
  names: BoardNames
  zone: string
  error: FormErrorProps['error']
}

const kinds = ['away', 'table', 'cancel', 'must', 'fill'] as const
type Kind = (typeof kinds)[number]

/** What happened, and to whom: only the questions that belong to it are asked. */
export function RepairForm({ frame, placed, waiting, names, zone, error }: RepairFormProps) {
  const t = useTranslate()
  const locale = useLocale()
  const [kind, setKind] = useState<Kind>('away')
  const busy = useNavigation().formData?.get('intent') === 'propose'
  const pick = (zh: string, en: string): string => (locale === 'zh-CN' ? zh || en : en || zh)
  const firms = new Map(names.delegations.map((one) => [one.id, pick(one.nameZh, one.nameEn)]))
  const seen = seenMeetings({ frame, names }, locale)
  const timeOf = timeNames(frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), zone, locale)
  const choose = t('repairs:form.choose')
  const awaited = new Set(Object.values(frame.meetings).flatMap(({ personIds }) => personIds))
  const people = names.people.filter(({ id }) => awaited.has(id)).map((one): Option => ({ value: one.id, label: `${firms.get(one.delegationId) ?? ''} · ${pick(one.nameZh, one.nameEn)}` }))
  const meetings = [...placed].sort((a, b) => a.slot - b.slot).flatMap((one): Option[] => {
    const about = frame.meetings[one.meeting]
    const slot = frame.slots[one.slot]
    return about?.meetingId && slot ? [{ value: about.meetingId, label: `${timeOf(slot.startsAtMs)} · ${seen.get(one.meeting)?.fullA} × ${seen.get(one.meeting)?.fullB}` }] : []
  })
  const requests = waiting.map((one): Option => ({ value: one.requestId, label: `${firms.get(one.aDelegationId)} × ${firms.get(one.bDelegationId)}` }))
  return (
    <Form method="post" className="flex flex-col gap-4">
      <FormError error={error} />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Select name="kind" label={t('repairs:kind.label')} value={kind} onChange={(event) => setKind(event.target.value as Kind)} options={kinds.map((one) => ({ value: one, label: t(`repairs:kind.${one}`) }))} className="lg:col-span-2" />
        {kind === 'away' && <Select name="personId" required label={t('repairs:form.person')} placeholder={choose} options={people} className="lg:col-span-2" />}
        {kind === 'table' && <Select name="tableId" required label={t('repairs:form.table')} placeholder={choose} options={frame.tables.map((table) => ({ value: table.id, label: table.code }))} />}
        {kind === 'cancel' && <Select name="meetingId" required label={t('repairs:form.meeting')} placeholder={choose} options={meetings} className="lg:col-span-2" />}
        {kind === 'must' && <Select name="requestId" required label={t('repairs:form.request')} placeholder={choose} options={requests} className="lg:col-span-2" />}
        {(kind === 'away' || kind === 'table') && <Stretch frame={frame} zone={zone} timeOf={timeOf} error={error?.fields?.['untilMs']} />}
        {kind !== 'fill' && <TextInput name="noticeMinutes" type="number" inputMode="numeric" min={0} max={600} step={5} defaultValue="15" label={t('repairs:form.notice')} />}
      </div>
      <Button name="intent" value="propose" look="primary" icon={Wrench} busy={busy} className="self-start">{t('repairs:form.start')}</Button>
    </Form>
  )
}

/** From the start of one slot to the end of it or a later one; until the end of that day, if nothing else is said. */
function Stretch({ frame, zone, timeOf, error }: Pick<RepairFormProps, 'frame' | 'zone'> & { timeOf: (instantMs: number) => string; error: string | undefined }) {
  const t = useTranslate()
  const slots = frame.slots.flatMap((slot) => (slot === null ? [] : [slot]))
  const [from, setFrom] = useState(slots[0]?.startsAtMs ?? 0)
  const later = slots.filter((slot) => slot.endsAtMs > from)
  const dayEnd = later.findLast((slot) => wallDate(slot.startsAtMs, zone) === wallDate(from, zone))?.endsAtMs
  const option = (at: number): Option => ({ value: String(at), label: timeOf(at) })
  return (
    <>
      <Select name="fromMs" label={t('repairs:form.from')} value={String(from)} onChange={(event) => setFrom(Number(event.target.value))} options={slots.map((slot) => option(slot.startsAtMs))} />
      <Select key={from} name="untilMs" label={t('repairs:form.until')} defaultValue={String(dayEnd ?? '')} options={later.map((slot) => option(slot.endsAtMs))} error={error} />
    </>
  )
}
