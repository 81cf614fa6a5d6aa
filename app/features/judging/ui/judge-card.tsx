import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { TextArea } from '#app/ui/text-area.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnCard } from '#server/features/judging/queries.ts'
import type { Round } from '#server/features/judging/store.ts'

import { shareOf, totalOf } from '../view.ts'

type Answer = { ok: true; value: { itemId: string; state: string; version: number } } | { ok: false; error: { message: string; fields: Record<string, string> } }
type Props = { item: OwnCard; round: Pick<Round, 'state' | 'scaleMax' | 'criteria'>; isOpen: boolean }

/** One pitch, one card: points by thumb or keyboard, a note that stays with the judge, saved as a draft or handed in. */
export function JudgeCard({ item: { pitch, card }, round, isOpen }: Props) {
  const t = useTranslate()
  const toast = useToast()
  const saving = useFetcher<Answer>()
  const [scores, setScores] = useState<Record<string, number | null>>(card?.scores ?? {})
  const version = card?.version ?? 0
  const [known, setKnown] = useState({ version, changes: 0 })
  // What this form saved is what it shows, and focus stays where it was; what another window saved takes its place.
  if (version !== known.version) {
    const isOwn = saving.data?.ok === true && saving.data.value.version === version
    setKnown({ version, changes: known.changes + (isOwn ? 0 : 1) })
    if (!isOwn) setScores(card?.scores ?? {})
  }
  const isHandedIn = card?.state === 'submitted'
  useOncePerAnswer(saving.data, (answer) => answer.ok && toast({ text: t(answer.value.state === 'submitted' ? 'judging:card.handedIn' : 'judging:card.saved') }))
  const error = saving.data?.ok === false ? saving.data.error : null
  const total = totalOf(round.criteria, round.scaleMax, scores)
  return (
    <saving.Form method="post" data-density="touch" className="flex flex-col gap-5">
      <input type="hidden" name="intent" value="score" />
      <input type="hidden" name="itemId" value={pitch.itemId} />
      <input type="hidden" name="version" value={version} />
      <FormError error={error} />
      {round.criteria.map((criterion) => (
        <Points key={criterion.id} criterion={criterion} share={shareOf(round.criteria, criterion.weight)} scaleMax={round.scaleMax} value={scores[criterion.id] ?? null} error={error?.fields[`scores.${criterion.id}`]} disabled={!isOpen} onChange={(value) => setScores({ ...scores, [criterion.id]: value })} />
      ))}
      <p className="figures flex items-baseline justify-between border-y border-line py-3"><span>{t('judging:card.total')}</span><span className="text-xl font-semibold">{total === null ? '–' : total.toFixed(1)}</span></p>
      <TextArea key={known.changes} name="note" label={t('judging:card.note')} hint={t('judging:card.noteHint')} optional rows={3} maxLength={2000} defaultValue={card?.note ?? ''} disabled={!isOpen} />
      {isOpen && (
        <div className="grid gap-2 sm:grid-cols-2">
          <Button name="submit" value="1" look="primary" density="touch" wide busy={saving.state !== 'idle'}>{t(isHandedIn ? 'judging:card.handInAgain' : 'judging:card.handIn')}</Button>
          {!isHandedIn && <Button name="submit" value="0" density="touch" wide busy={saving.state !== 'idle'}>{t('judging:card.save')}</Button>}
        </div>
      )}
    </saving.Form>
  )
}

type PointsProps = { criterion: Round['criteria'][number]; share: number; scaleMax: number; value: number | null; error?: string; disabled: boolean; onChange: (value: number) => void }

const noughtKeys = ['ArrowLeft', 'ArrowDown', 'Home', 'PageDown', ' ']

/** Up to ten are buttons for a thumb; a longer scale is a slider with its number. */
function Points({ criterion, share, scaleMax, value, error, disabled, onChange }: PointsProps) {
  const t = useTranslate()
  const pick = usePick()
  const name = `scores.${criterion.id}`
  const label = pick(criterion.nameZh, criterion.nameEn)
  const hint = pick(criterion.hintZh, criterion.hintEn)
  // A slider that stands at nought already tells nobody that it is moved there.
  const giveFirst = (event: { currentTarget: HTMLInputElement }): void => void (value === null && onChange(Number(event.currentTarget.value)))
  return (
    <fieldset disabled={disabled} className="min-w-0" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="mb-2 flex w-full items-baseline justify-between gap-4">
        <span className="font-medium">{label}</span>
        <span className="figures text-sm text-ink-2">{t('judging:card.weight', { share })}</span>
      </legend>
      {hint !== '' && <p className="mb-2 text-sm text-ink-2">{hint}</p>}
      {scaleMax <= 10 ? (
        <div className="grid grid-cols-6 gap-1 sm:grid-cols-11">
          {Array.from({ length: scaleMax + 1 }, (_, points) => (
            <label key={points} className="figures control flex cursor-pointer items-center justify-center rounded-sm border border-edge font-semibold has-checked:border-sea has-checked:bg-sea has-checked:text-on-sea has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-sea-ink has-disabled:border-line">
              <input type="radio" name={name} value={points} checked={value === points} onChange={() => onChange(points)} className="sr-only" />
              {points}
            </label>
          ))}
        </div>
      ) : (
        <div className="flex items-center gap-4">
          <input type="range" aria-label={label} min={0} max={scaleMax} name={value === null ? undefined : name} value={value ?? 0} onChange={(event) => onChange(Number(event.currentTarget.value))} onClick={giveFirst} onKeyDown={(event) => noughtKeys.includes(event.key) && giveFirst(event)} className="h-12 flex-1 accent-sea" />
          <output className="figures w-12 text-right text-lg font-semibold">{value ?? '–'}</output>
        </div>
      )}
      {error && <p id={`${name}-error`} className="mt-1 text-sm text-vermilion-ink">{error}</p>}
    </fieldset>
  )
}
