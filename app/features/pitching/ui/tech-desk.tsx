import { Button } from '#app/ui/button.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { TechSlotCard } from '#server/protocol/pitching.ts'

import { techTones } from './tech-box.tsx'
import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { slots: TechSlotCard[]; sessionId: string; zone: string; zoneLabel: string; start: string; hand: PitchHand; mayRun: boolean }

/** Times for tech checks: who comes when, and what came of it. */
export function TechDesk({ slots, sessionId, zone, zoneLabel, start, hand, mayRun }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const act = (slot: TechSlotCard, fields: Record<string, string>) => hand.send(slot.id, { techSlotId: slot.id, ...fields })
  const columns: Column<TechSlotCard>[] = [
    { key: 'time', head: t('pitching:desk.slot'), names: true, cell: (slot) => <TimeRange from={slot.startsAt} to={slot.endsAt} zone={zone} withDay plain /> },
    { key: 'place', head: t('pitching:techAdd.placeZh'), wideOnly: true, cell: (slot) => `${pick(slot.placeZh, slot.placeEn)} ${slot.lane > 1 ? slot.lane : ''}` },
    { key: 'who', head: t('pitching:desk.who'), cell: (slot) => slot.delegation && pick(slot.delegation.nameZh, slot.delegation.nameEn) },
    { key: 'state', head: t('pitching:desk.techCheck'), cell: (slot) => (slot.state === 'open' ? <Status tone="neutral" plain>{t('pitching:desk.state.open')}</Status> : <Status tone={techTones[slot.state]} plain>{t(`pitching:tech.state.${slot.state}`)}</Status>) },
    {
      key: 'acts', head: t('pitching:desk.acts'), align: 'end',
      cell: (slot) => mayRun && (slot.state === 'open'
        ? <Button type="button" look="quiet" onClick={() => act(slot, { intent: 'techRemove' })}>{t('pitching:techDesk.remove')}</Button>
        : (
          <span className="flex justify-end gap-1">
            {slot.state !== 'passed' && <Button type="button" look="quiet" onClick={() => act(slot, { intent: 'techMark', state: 'passed' })}>{t('pitching:techDesk.pass')}</Button>}
            {slot.state !== 'failed' && <Button type="button" look="quiet" onClick={() => act(slot, { intent: 'techMark', state: 'failed' })}>{t('pitching:techDesk.fail')}</Button>}
            <Button type="button" look="quiet" onClick={() => act(slot, { intent: 'techCancel' })}>{t('pitching:techDesk.free')}</Button>
          </span>
        )),
    },
  ]
  return (
    <>
      <Table caption={t('pitching:desk.tech')} columns={columns} rows={slots} rowKey={(slot) => slot.id} empty={<p className="text-ink-2">{t('pitching:techDesk.none')}</p>} />
      {mayRun && (
        <form
          className="mt-4 grid items-end gap-3 sm:grid-cols-3"
          onSubmit={(event) => {
            event.preventDefault()
            hand.send('techAdd', new FormData(event.currentTarget))
          }}
        >
          <input type="hidden" name="intent" value="techAdd" />
          <input type="hidden" name="sessionId" value={sessionId} />
          <div className="sm:col-span-3"><FormError error={hand.errorOf('techAdd')} /></div>
          <DateTimeInput name="startsAt" label={t('pitching:techAdd.startsAt')} zoneLabel={zoneLabel} defaultValue={start} required />
          <TextInput name="count" label={t('pitching:techAdd.count')} inputMode="numeric" defaultValue={6} />
          <TextInput name="minutes" label={t('pitching:techAdd.minutes')} inputMode="numeric" defaultValue={10} />
          <TextInput name="lanes" label={t('pitching:techAdd.lanes')} inputMode="numeric" defaultValue={1} />
          <TextInput name="placeZh" label={t('pitching:techAdd.placeZh')} optional />
          <TextInput name="placeEn" label={t('pitching:techAdd.placeEn')} optional />
          <Button busy={hand.sending === 'techAdd'} className="justify-self-start">{t('pitching:techAdd.add')}</Button>
        </form>
      )}
    </>
  )
}
