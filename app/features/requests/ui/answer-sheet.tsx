import { useFetcher } from '@remix-run/react'
import { useEffect, useState, type FormEvent, type ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Skeleton } from '#app/ui/skeleton.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { declineReasons } from '#server/domain/meetings/request-state.ts'
import type { RequestCard } from '#server/protocol/agenda.ts'

import type { AnswerDesk } from './answer-desk.tsx'
import { TimesPicker, type OfferedTime } from './times-picker.tsx'

export type SheetAct = 'choose' | 'counter' | 'delegate' | 'decline'
export type Colleague = { personId: string; nameZh: string; nameEn: string }

type Props = {
  act: SheetAct | null
  card: RequestCard
  zone: string
  now: number
  desk: AnswerDesk
  base: string
  /** To whom it could be handed. */
  colleagues: readonly Colleague[]
  onClose: () => void
}

/** The answers that need a word more than yes. */
export function AnswerSheet(props: Props) {
  const { act, card, desk, onClose } = props
  const t = useTranslate()
  const isAnswered = desk.answered === card.id
  // The card stays where it was only handed over; its new version says that the answer is in.
  const [version] = useState(card.version)
  useOncePerAnswer(isAnswered || null, onClose)
  useOncePerAnswer(version === card.version ? null : card.version, onClose)
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    desk.send(card.id, new FormData(event.currentTarget))
  }
  return (
    <Sheet open={act !== null} onClose={onClose} title={act === null ? '' : t(`requests:sheet.${act}`)}>
      <form onSubmit={send} className="flex flex-col gap-4">
        <input type="hidden" name="intent" value={act === 'choose' ? 'accept' : (act ?? '')} />
        <input type="hidden" name="requestId" value={card.id} />
        <input type="hidden" name="version" value={card.version} />
        <FormError error={desk.errorOf(card.id)} />
        {act !== null && fields[act](props)}
        <Button look={act === 'decline' ? 'danger' : 'primary'} density="touch" wide busy={desk.sending === card.id}>{act !== null && t(`requests:sheet.${act}Now`)}</Button>
      </form>
    </Sheet>
  )
}

const fields: Record<SheetAct, (props: Props) => ReactNode> = {
  choose: (props) => <Choose {...props} />,
  counter: (props) => <Counter {...props} />,
  delegate: (props) => <Delegate {...props} />,
  decline: () => <Decline />,
}

function Choose({ card, zone, now }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const options = card.holds
    .filter((hold) => hold.startsAt > now)
    .map((hold) => ({ value: String(hold.startsAt), label: `${wallDay(hold.startsAt, zone, locale)} ${wallTime(hold.startsAt, zone)}–${wallTime(hold.endsAt, zone)}`, hint: hold.place > 1 ? t('requests:place', { count: hold.place - 1 }) : undefined }))
  return <RadioGroup name="startsAt" label={t('requests:sheet.times')} look="cards" density="touch" options={options} defaultValue={options[0]?.value} />
}

function Counter({ card, zone, base }: Props) {
  const t = useTranslate()
  const times = useFetcher<{ times: OfferedTime[] }>()
  const { load } = times
  useEffect(() => load(`${base}/times?request=${card.id}`), [load, base, card.id])
  if (times.data === undefined) return <Skeleton />
  return (
    <>
      <TimesPicker times={times.data.times} zone={zone} most={3} chosen={1} />
      <TextArea name="message" label={t('requests:ask.message')} optional maxLength={1000} rows={2} />
    </>
  )
}

function Delegate({ colleagues }: Props) {
  const t = useTranslate()
  const pick = usePick()
  return <RadioGroup name="personId" label={t('requests:sheet.colleague')} look="cards" density="touch" options={colleagues.map((one) => ({ value: one.personId, label: pick(one.nameZh, one.nameEn) }))} defaultValue={colleagues[0]?.personId} />
}

function Decline() {
  const t = useTranslate()
  return (
    <>
      <RadioGroup name="reason" label={t('requests:sheet.reason')} density="touch" options={declineReasons.map((reason) => ({ value: reason, label: t(`requests:decline.${reason}`) }))} defaultValue={declineReasons[0]} />
      <TextArea name="note" label={t('requests:sheet.note')} hint={t('requests:sheet.noteHint')} optional maxLength={500} rows={2} />
    </>
  )
}
