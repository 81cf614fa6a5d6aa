import { useState, type ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Time } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { driftModes, planForDrift, type DriftMode, type DriftPlan } from '#server/domain/stage/absorb.ts'
import type { StageState } from '#server/domain/stage/model.ts'

import { minutesLate } from '../view.ts'

import type { DeskAct } from './use-desk.tsx'

const worthAWordMs = 60_000

/** Late by so much: what to do about it, and what each choice would do, before it is made. */
export function DeskDrift({ state, now, zone, act, concerned }: { state: StageState; now: number; zone: string; act: DeskAct; concerned: ReactNode }) {
  const t = useTranslate()
  const [breaks, setBreaks] = useState(true)
  const [questions, setQuestions] = useState(true)
  const plans = driftModes.map((mode) => ({ mode, plan: planForDrift(state, { mode, breaks, questions }, now) }))
  const late = plans[0]?.plan.endMsBefore ?? 0
  if (late < worthAWordMs || state.isEnded) return null
  const choose = (mode: DriftMode): void => act('drift', { mode, breaks: String(breaks), questions: String(questions) })
  return (
    <section aria-labelledby="desk-drift" className="flex flex-col gap-3 border-l-3 border-vermilion-ink bg-vermilion-wash px-4 py-3 text-sm">
      <h2 id="desk-drift" className="text-base">{t('stage:drift.title', { count: minutesLate(late) })}</h2>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Checkbox label={t('stage:drift.breaks')} checked={breaks} onChange={(event) => setBreaks(event.target.checked)} />
        <Checkbox label={t('stage:drift.questions')} checked={questions} onChange={(event) => setQuestions(event.target.checked)} />
      </div>
      <ul className="flex flex-col gap-2">
        {plans.map(({ mode, plan }) => (
          <li key={mode} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button type="button" disabled={mode !== 'shift' && plan.lines.length === 0} onClick={() => choose(mode)}>{t(`stage:drift.${mode}`)}</Button>
            <Outlook plan={plan} zone={zone} isShift={mode === 'shift'} />
          </li>
        ))}
      </ul>
      {concerned}
    </section>
  )
}

function Outlook({ plan, zone, isShift }: { plan: DriftPlan; zone: string; isShift: boolean }) {
  const t = useTranslate()
  const cuts = (['breaks', 'buffers', 'questions'] as const).filter((kind) => plan.cutMs[kind] > 0).map((kind) => t(`stage:drift.cut.${kind}`, { minutes: Math.round(plan.cutMs[kind] / 30_000) / 2 }))
  return (
    <span>
      {plan.endsAt !== null && <>{t('stage:drift.ends')} <Time at={plan.endsAt} zone={zone} className="font-semibold" />{t('stage:drift.stop')} </>}
      {cuts.length > 0 ? cuts.join(t('stage:drift.and')) : t(isShift ? 'stage:drift.nothingCut' : 'stage:drift.nothingToCut')}
    </span>
  )
}
