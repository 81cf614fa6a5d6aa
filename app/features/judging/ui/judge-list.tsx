import { Form } from '@remix-run/react'
import { ChevronRight, CircleCheck, Hand, Minus, PencilLine } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status } from '#app/ui/status.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnCard } from '#server/features/judging/queries.ts'
import type { Round } from '#server/features/judging/store.ts'

import { groupOf, reasonKey, type CardGroup } from '../view.ts'

import { JudgeCard } from './judge-card.tsx'

type Props = { items: readonly OwnCard[]; round: Pick<Round, 'state' | 'scaleMax' | 'criteria'>; zone: string; isOpen: boolean }

/** The judge's pitches in the order of the stage; one opens into its card. */
export function JudgeList({ items, round, zone, isOpen }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const [openId, setOpenId] = useState<string | null>(null)
  const chosen = items.find((item) => item.pitch.itemId === openId) ?? null
  return (
    <>
      <ul data-density="touch" className="border-t border-line">
        {items.map((item) => (
          <li key={item.pitch.itemId} className="border-b border-line">
            <button type="button" onClick={() => setOpenId(item.pitch.itemId)} className="flex min-h-16 w-full items-center gap-3 py-3 text-left hover:bg-sunk">
              <Time at={item.pitch.startsAt} zone={zone} className="w-14 shrink-0 text-sm text-ink-2" />
              <span className="min-w-0 flex-1">
                <span className="block font-semibold break-words">{pick(item.pitch.nameZh, item.pitch.nameEn)}</span>
                <span className="line-clamp-1 text-sm text-ink-2">{pick(item.pitch.oneLinerZh, item.pitch.oneLinerEn)}</span>
              </span>
              <Mark group={groupOf(item, !isOpen && (round.state === 'closed' || round.state === 'released'))} />
              <ChevronRight aria-hidden size={18} className="shrink-0 text-ink-3" />
            </button>
          </li>
        ))}
      </ul>
      <Sheet open={chosen !== null} onClose={() => setOpenId(null)} title={chosen === null ? '' : pick(chosen.pitch.nameZh, chosen.pitch.nameEn)}>
        {chosen !== null && (chosen.recusal.isRecused ? <Recused item={chosen} /> : (
          <div className="flex flex-col gap-6">
            {chosen.recusal.reasons.length > 0 && <p className="text-sm text-amber-ink">{chosen.recusal.reasons.map((reason) => t(reasonKey(reason))).join(t('judging:reason.join'))}</p>}
            <JudgeCard key={chosen.pitch.itemId} item={chosen} round={round} isOpen={isOpen} />
            {round.state !== 'released' && <StepAside itemId={chosen.pitch.itemId} />}
          </div>
        ))}
      </Sheet>
    </>
  )
}

const looks = {
  toScore: { tone: 'waiting', icon: PencilLine },
  draft: { tone: 'waiting', icon: PencilLine },
  submitted: { tone: 'confirmed', icon: CircleCheck },
  recused: { tone: 'neutral', icon: Hand },
  unscored: { tone: 'neutral', icon: Minus },
  unsent: { tone: 'neutral', icon: Minus },
} as const

function Mark({ group }: { group: CardGroup }) {
  const t = useTranslate()
  return <Status tone={looks[group].tone} icon={looks[group].icon} className="shrink-0">{t(`judging:group.${group}`)}</Status>
}

function Recused({ item }: { item: OwnCard }) {
  const t = useTranslate()
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">{t('judging:recused.title')}</p>
      <ul className="list-disc pl-5">{item.recusal.reasons.map((reason) => <li key={reason}>{t(reasonKey(reason))}</li>)}</ul>
      <p className="text-sm text-ink-2">{t('judging:recused.text')}</p>
    </div>
  )
}

/** Stepping aside can't be taken back by the judge, so it asks for a reason first. */
function StepAside({ itemId }: { itemId: string }) {
  const t = useTranslate()
  return (
    <details className="border-t border-line pt-3">
      <summary className="control flex cursor-pointer items-center gap-2 text-ink-2"><Hand aria-hidden size={18} />{t('judging:declare.title')}</summary>
      <Form method="post" data-density="touch" className="mt-2 flex flex-col gap-3">
        <input type="hidden" name="intent" value="declare" />
        <input type="hidden" name="itemId" value={itemId} />
        <TextInput name="reason" label={t('judging:declare.reason')} hint={t('judging:declare.hint')} required minLength={2} maxLength={200} />
        <Button look="danger" density="touch" wide>{t('judging:declare.send')}</Button>
      </Form>
    </details>
  )
}
