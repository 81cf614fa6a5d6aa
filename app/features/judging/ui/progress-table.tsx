import { Form } from '@remix-run/react'
import { Circle, CircleCheck, Clock3, Hand, type LucideIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Progress, Watched } from '#server/features/judging/queries.ts'

import { reasonKey } from '../view.ts'

type Mark = 'none' | 'draft' | 'submitted' | 'recused'
const icons: Record<Mark, LucideIcon> = { none: Circle, draft: Clock3, submitted: CircleCheck, recused: Hand }
const looks: Record<Mark, string> = { none: 'text-ink-3', draft: 'text-amber-ink', submitted: 'text-jade-ink', recused: 'text-ink-2' }
const markOf = (one: Progress): Mark => (one.recusal.isRecused ? 'recused' : one.state)

/** Judges across, pitches down: who has handed in what, and who steps aside. No points are in it. */
export function ProgressTable({ judging, isFinal }: { judging: Watched; isFinal: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const [chosen, setChosen] = useState<Progress | null>(null)
  const judge = judging.judges.find((one) => one.judgeId === chosen?.judgeId)
  const pitch = judging.pitches.find((one) => one.itemId === chosen?.itemId)
  return (
    <section aria-labelledby="progress" className="mb-8">
      <h2 id="progress" className="mb-2 text-base font-semibold">{t('judging:progress.title')}</h2>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-labelledby="progress">
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr>
              <th scope="col" className="border-b border-edge px-3 py-2 text-left font-medium text-ink-2">{t('judging:progress.pitch')}</th>
              {judging.judges.map((one) => <th key={one.judgeId} scope="col" className="border-b border-edge px-3 py-2 text-left font-medium whitespace-nowrap text-ink-2">{pick(one.nameZh, one.nameEn)}</th>)}
            </tr>
          </thead>
          <tbody>
            {judging.pitches.map((row) => (
              <tr key={row.itemId} className="border-b border-line">
                <th scope="row" className="px-3 py-1 text-left font-normal">{pick(row.nameZh, row.nameEn)}</th>
                {judging.judges.map((one) => {
                  const cell = judging.progress.find((held) => held.judgeId === one.judgeId && held.itemId === row.itemId)
                  return <td key={one.judgeId} className="px-1 py-1">{cell && <Cell cell={cell} isFinal={isFinal} onChoose={() => setChosen(cell)} />}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Dialog open={chosen !== null} onClose={() => setChosen(null)} title={judge && pitch ? t('judging:recusal.title', { judge: pick(judge.nameZh, judge.nameEn), pitch: pick(pitch.nameZh, pitch.nameEn) }) : ''}>
        {chosen !== null && <RecusalForm cell={chosen} onDone={() => setChosen(null)} />}
      </Dialog>
    </section>
  )
}

function Cell({ cell, isFinal, onChoose }: { cell: Progress; isFinal: boolean; onChoose: () => void }) {
  const t = useTranslate()
  const mark = markOf(cell)
  const Icon = icons[mark]
  const words = `${t(`judging:mark.${mark}`)}${cell.isLate ? ` · ${t('judging:mark.late')}` : ''}${cell.recusal.isLifted ? ` · ${t('judging:mark.lifted')}` : ''}`
  return (
    <button type="button" disabled={isFinal} onClick={onChoose} className={`control inline-flex items-center gap-2 rounded-sm px-2 whitespace-nowrap enabled:hover:bg-sunk ${looks[mark]}`}>
      <Icon aria-hidden size={16} className="shrink-0" />
      {words}
    </button>
  )
}

function RecusalForm({ cell, onDone }: { cell: Progress; onDone: () => void }) {
  const t = useTranslate()
  const { reasons, isRecused, isLifted } = cell.recusal
  const isDeclared = reasons.includes('declared')
  const act = isLifted || reasons.includes('assigned') ? 'none' : isRecused ? 'lifted' : 'assigned'
  return (
    <div className="flex flex-col gap-4">
      {reasons.length === 0 ? <p>{t('judging:recusal.nothing')}</p> : <ul className="list-disc pl-5">{reasons.map((reason) => <li key={reason}>{t(reasonKey(reason))}</li>)}</ul>}
      {isDeclared ? <p className="text-sm text-ink-2">{t('judging:recusal.declared')}</p> : (
        <Form method="post" onSubmit={onDone} className="flex flex-col gap-3">
          <input type="hidden" name="intent" value="recusal" />
          <input type="hidden" name="itemId" value={cell.itemId} />
          <input type="hidden" name="judgeId" value={cell.judgeId} />
          <input type="hidden" name="kind" value={act} />
          {act !== 'none' && <TextInput name="reason" label={t('judging:recusal.reason')} maxLength={200} required />}
          <Button look={act === 'assigned' ? 'danger' : 'primary'}>{t(`judging:recusal.${act}`)}</Button>
        </Form>
      )}
    </div>
  )
}
