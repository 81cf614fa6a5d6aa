import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PitcherRow } from '#server/features/pitch-roster/queries.ts'

import { deckTones } from './deck-box.tsx'
import { techTones } from './tech-box.tsx'
import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { rows: PitcherRow[]; zone: string; slug: string; hand: PitchHand; mayRun: boolean }

/** What is still to be done, in a word or two; other reasons are said in full. */
const short = new Set<string>(['pitch.deck_missing', 'pitch.deck_unchecked', 'pitch.deck_to_mend', 'pitch.tech_missing', 'pitch.tech_failed', 'pitch.tech_not_passed'])

const idle = 4e14

/** Who has a slot, who waits, who has handed in wishes, who has begun, then everybody else. */
const standing = (row: PitcherRow): number => (row.slots[0] !== undefined ? row.slots[0].startsAt : row.waiting !== null ? 1e14 + row.waiting.place : row.ranked > 0 ? 2e14 : row.deck !== null || row.techCheck !== null ? 3e14 : idle)

/** Everybody who could pitch, with what is still to be done; decks are checked from here. */
export function RosterTable({ rows, zone, slug, hand, mayRun }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const [reviewed, setReviewed] = useState<string | null>(null)
  const columns: Column<PitcherRow>[] = [
    { key: 'who', head: t('pitching:desk.who'), names: true, cell: (row) => pick(row.nameZh, row.nameEn) },
    { key: 'slot', head: t('pitching:desk.slot'), cell: (row) => (row.slots.length === 0 ? '' : row.slots.map((slot) => <span key={slot.itemId} className="figures block"><Time at={slot.startsAt} zone={zone} show="both" />{slot.state === 'offered' && ` · ${t('pitching:desk.offered')}`}</span>)) },
    {
      key: 'deck', head: t('pitching:desk.deck'),
      cell: (row) => row.deck && (mayRun && row.deck.state !== 'accepted'
        ? <Button type="button" density="dense" look="quiet" className="-mx-3 underline decoration-line underline-offset-4" onClick={() => setReviewed(row.delegationId)}><Status tone={deckTones[row.deck.state]} plain>{t(`pitching:deck.state.${row.deck.state}`)}</Status></Button>
        : <Status tone={deckTones[row.deck.state]} plain>{t(`pitching:deck.state.${row.deck.state}`)}</Status>),
    },
    { key: 'tech', head: t('pitching:desk.techCheck'), cell: (row) => row.techCheck && <Status tone={techTones[row.techCheck]} plain>{t(`pitching:tech.state.${row.techCheck}`)}</Status> },
    { key: 'line', head: t('pitching:desk.line'), cell: (row) => (row.waiting ? t('pitching:desk.place', { place: row.waiting.place }) : row.ranked > 0 ? t('pitching:desk.ranked', { count: row.ranked }) : '') },
    { key: 'missing', head: t('pitching:desk.missing'), cell: (row) => (row.reasons.length === 0 ? <Status tone="confirmed" plain>{t('pitching:desk.ready')}</Status> : <span className="text-ink-2">{row.reasons.map((reason) => (short.has(reason.code) ? t(`pitching:${reason.code.replace('pitch.', 'short.')}`) : t(`errors:${reason.code}`, reason.params))).join(' · ')}</span>) },
  ]
  const inOrder = [...rows].sort((a, b) => standing(a) - standing(b))
  const [begun, others] = [inOrder.filter((one) => standing(one) < idle), inOrder.filter((one) => standing(one) === idle)]
  const tableOf = (caption: string, shown: PitcherRow[]) => <Table caption={caption} columns={columns} rows={shown} rowKey={(one) => one.delegationId} empty={<p className="text-ink-2">{t('pitching:desk.nobody')}</p>} />
  const row = rows.find((one) => one.delegationId === reviewed)
  const deck = row?.deck ?? null
  const error = deck === null ? null : hand.errorOf(deck.id)
  return (
    <>
      {(begun.length > 0 || others.length === 0) && tableOf(t('pitching:desk.roster'), begun)}
      {others.length > 0 && (
        <details open={begun.length === 0} className="mt-3">
          <summary className="control cursor-pointer text-sm leading-10 text-sea-ink">{t('pitching:desk.idle', { count: others.length })}</summary>
          {tableOf(t('pitching:desk.idle', { count: others.length }), others)}
        </details>
      )}
      <Sheet open={deck !== null && hand.done !== deck.id} onClose={() => setReviewed(null)} title={row ? `${t('pitching:desk.review')} · ${pick(row.nameZh, row.nameEn)}` : ''}>
        {deck && (
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault()
              hand.send(deck.id, new FormData(event.currentTarget))
            }}
          >
            <input type="hidden" name="intent" value="review" />
            <input type="hidden" name="deckId" value={deck.id} />
            <input type="hidden" name="version" value={deck.version} />
            {error && <Notice tone="error">{error.message}</Notice>}
            <p className="flex flex-wrap items-center justify-between gap-2"><span className="min-w-0 break-all">{deck.fileName}</span><LinkButton to={`/events/${slug}/deck/${row?.delegationId ?? ''}`} reloadDocument look="quiet">{t('pitching:deck.open')}</LinkButton></p>
            <RadioGroup name="verdict" label={t('pitching:desk.review')} look="cards" defaultValue="accepted" options={[{ value: 'accepted', label: t('pitching:desk.accept') }, { value: 'to_mend', label: t('pitching:desk.mend') }]} />
            <TextArea name="reason" label={t('pitching:desk.reason')} optional maxLength={500} rows={3} defaultValue={deck.reason} error={error?.fields['reason']} />
            <Button look="primary" busy={hand.sending === deck.id}>{t('pitching:desk.review')}</Button>
          </form>
        )}
      </Sheet>
    </>
  )
}
