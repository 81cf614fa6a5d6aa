import { Ban, CircleCheck, CircleHelp, History, LogOut, Undo2, type LucideIcon } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { wallTime } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { Shown } from './local.tsx'
import type { DoorHeld } from './use-door.tsx'

type Look = { icon: LucideIcon; ground: string; word: string }

/** Colour, picture and word for each answer; the word alone is enough. */
function lookOf({ outcome, kind, reason, isReentry }: Shown): Look {
  if (outcome === 'unverified') return { icon: CircleHelp, ground: 'bg-amber-ink', word: 'unverified' }
  if (outcome === 'refused' && kind !== 'entry') return { icon: Ban, ground: 'bg-amber-ink', word: kind === 'exit' ? 'not_out' : 'not_undone' }
  if (outcome === 'refused') return reason === 'already_in' ? { icon: History, ground: 'bg-amber-ink', word: 'already_in' } : { icon: Ban, ground: 'bg-vermilion', word: 'refused' }
  if (kind === 'undo') return { icon: Undo2, ground: 'bg-sea', word: 'undone' }
  if (kind === 'exit') return { icon: LogOut, ground: 'bg-sea', word: 'out' }
  return { icon: CircleCheck, ground: 'bg-jade', word: isReentry ? 'again' : 'in' }
}

const plain = 'control w-full rounded-sm border border-on-sea px-4 font-semibold'

/** The answer, as large as the screen allows: read from the corner of an eye. Light in both themes, so that the colours hold. */
export function ResultCard({ shown, door, zone }: { shown: Shown; door: DoorHeld; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const look = lookOf(shown)
  const Icon = look.icon
  const { guest, reason, since, outcome, kind } = shown
  const mayUndo = outcome === 'accepted' && kind !== 'undo'
  return (
    <section data-theme="light" aria-label={t('door:result.label')} data-nonce={shown.nonce} data-outcome={outcome} data-reason={reason} className={classes('flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-5 text-on-sea short:p-3', look.ground)}>
      <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-2 text-center">
        <Icon aria-hidden size={88} strokeWidth={2.25} className="shrink-0 short:size-12" />
        <p className="text-2xl font-semibold">{t(`door:result.${look.word}`)}</p>
        {guest !== null && <p className="mt-2 text-xl font-semibold">{pick(guest.nameZh, guest.nameEn)}</p>}
        {guest !== null && <p className="text-lg">{[pick(guest.organizationZh, guest.organizationEn), t(`door:kind.${guest.kind}`)].filter(Boolean).join(' · ')}</p>}
        {reason !== '' && <p className="mt-2 text-lg">{t(`door:reason.${outcome === 'unverified' ? 'unverified' : reason}`)}</p>}
        {since !== null && <p className="figures text-lg">{t('door:result.since', { time: wallTime(since, zone) })}</p>}
        {shown.deposit === 'asked' && <p className="text-base">{t('door:result.deposit')}</p>}
        {kind === 'undo' && shown.deposit === 'already' && <p className="text-base">{t('door:result.depositStays')}</p>}
        {shown.waits && outcome === 'accepted' && <p className="text-base">{t('door:result.waits')}</p>}
      </div>
      <div className="flex flex-col gap-2">
        {outcome === 'unverified' && <button type="button" className={plain} onClick={() => void door.letInAnyway()}>{t('door:result.letInAnyway')}</button>}
        {mayUndo && <button type="button" className={plain} onClick={() => void door.undo()}>{t('door:result.undo')}</button>}
        <button type="button" className="control w-full rounded-sm bg-sheet px-4 font-semibold text-ink" onClick={door.close}>{t('door:result.next')}</button>
      </div>
    </section>
  )
}
