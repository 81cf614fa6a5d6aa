import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { MultiSelect, type TagOption } from '#app/ui/multi-select.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { ActError } from './use-pitch-hand.tsx'

/** Rules as the form shows them: instants as wall times of the event, '' where there is none. */
export type RulesValues = {
  method: string; opensAt: string; closesAt: string; deck: string; techCheck: string; sides: string[]; perDelegation: number
  block: { startsAt: string; endsAt: string; sectors: string[] }; blocksLapseAt: string; offerMinutes: number; noticeMinutes: number; arriveMinutes: number
}
type Answer = { ok: true; value: { over: string[] } } | { ok: false; error: ActError }
type Props = { sessionId: string; version: number; values: RulesValues; sectors: TagOption[]; zoneLabel: string; action: string }

const methods = ['closed', 'first_come', 'ranking'] as const
const sides = ['startup', 'target'] as const

/** How the slots of one session are given away. */
export function RulesForm({ sessionId, version, values, sectors, zoneLabel, action }: Props) {
  const t = useTranslate()
  const toast = useToast()
  const fetcher = useFetcher<Answer>()
  useOncePerAnswer(fetcher.data, (answer) => {
    if (answer.ok) toast({ text: t('pitching:done.rules') })
  })
  const error = fetcher.data?.ok === false ? fetcher.data.error : null
  const fault = (path: string): string | undefined => error?.fields[path]
  const time = (name: string, label: string, value: string, hint?: string) => <DateTimeInput name={`rules.${name}`} label={label} defaultValue={value} zoneLabel={zoneLabel} optional hint={hint} error={fault(name) ?? fault(`rules.${name}`)} />
  const minutes = (name: 'offerMinutes' | 'noticeMinutes' | 'arriveMinutes' | 'perDelegation', label: string) => <TextInput name={`rules.${name}`} label={label} defaultValue={values[name]} inputMode="numeric" error={fault(`rules.${name}`)} />
  const over = fetcher.data?.ok ? fetcher.data.value.over.length : 0
  return (
    <fetcher.Form method="post" action={action} className="flex flex-col gap-5">
      <input type="hidden" name="intent" value="rules" />
      <input type="hidden" name="sessionId" value={sessionId} />
      <input type="hidden" name="version" value={version} />
      <FormError error={error} />
      {over > 0 && <Notice tone="warn">{t('pitching:desk.over', { count: over })}</Notice>}
      <RadioGroup name="rules.method" label={t('pitching:rules.method')} look="cards" defaultValue={values.method} options={methods.map((method) => ({ value: method, label: t(`pitching:rules.${method}`), hint: t(`pitching:rules.${method}Hint`) }))} />
      <div className="grid gap-4 sm:grid-cols-2">
        {time('opensAt', t('pitching:rules.opensAt'), values.opensAt)}
        {time('closesAt', t('pitching:rules.closesAt'), values.closesAt, t('pitching:rules.closesHint'))}
        <Select name="rules.deck" label={t('pitching:rules.deck')} defaultValue={values.deck} options={(['none', 'uploaded', 'accepted'] as const).map((gate) => ({ value: gate, label: t(`pitching:rules.deckGate.${gate}`) }))} />
        <Select name="rules.techCheck" label={t('pitching:rules.tech')} defaultValue={values.techCheck} options={(['none', 'booked', 'passed'] as const).map((gate) => ({ value: gate, label: t(`pitching:rules.techGate.${gate}`) }))} />
        {minutes('perDelegation', t('pitching:rules.perDelegation'))}
        {minutes('offerMinutes', t('pitching:rules.offerMinutes'))}
        {minutes('noticeMinutes', t('pitching:rules.noticeMinutes'))}
        {minutes('arriveMinutes', t('pitching:rules.arriveMinutes'))}
      </div>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t('pitching:rules.sides')}</legend>
        <div className="flex flex-wrap gap-x-6">{sides.map((side) => <Checkbox key={side} name="rules.sides[]" value={side} defaultChecked={values.sides.includes(side)} label={t(`pitching:rules.side.${side}`)} />)}</div>
        {fault('sides') && <p className="text-sm text-vermilion-ink">{fault('sides')}</p>}
      </fieldset>
      <details open={values.block.startsAt !== ''} className="border-y border-line py-3">
        <summary className="font-medium">{t('pitching:rules.blocks')}</summary>
        <p className="my-2 text-sm text-ink-2">{t('pitching:rules.blockHint')}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <DateTimeInput name="block.startsAt" label={t('pitching:rules.from')} defaultValue={values.block.startsAt} zoneLabel={zoneLabel} optional />
          <DateTimeInput name="block.endsAt" label={t('pitching:rules.to')} defaultValue={values.block.endsAt} zoneLabel={zoneLabel} optional error={fault('sectorBlocks.0.endsAt')} />
          <MultiSelect name="block.sectors" label={t('pitching:rules.sectors')} options={sectors} defaultValue={values.block.sectors} error={fault('sectorBlocks.0.sectors')} />
          {time('blocksLapseAt', t('pitching:rules.lapse'), values.blocksLapseAt)}
        </div>
      </details>
      <Button look="primary" className="self-start" busy={fetcher.state !== 'idle'}>{t('pitching:rules.save')}</Button>
    </fetcher.Form>
  )
}
