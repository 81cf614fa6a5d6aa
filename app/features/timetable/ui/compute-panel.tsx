import { Form, useNavigation } from '@remix-run/react'
import { Sparkles, Square } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { withPoint, type TracePoint } from '#server/domain/timetable/trace.ts'
import { gapPercent } from '#server/domain/timetable/verdict.ts'

import { ConvergencePlot } from './convergence-plot.tsx'

export type ComputeProgress = { draftId: string; elapsedMs: number; limitMs: number; weight: number; weightBound: number | null; breaks: number | null; breaksBound: number | null; placed: number; unplaced: number }

export type ComputePanelProps = {
  waiting: number
  standing: number
  nextName: string
  error: { message: string; fields?: Record<string, string> } | null
}

const lengths = [5, 15, 30, 60, 120]

/** What will be planned, for how long to search, and whether meetings that stand may move. */
export function ComputePanel({ waiting, standing, nextName, error }: ComputePanelProps) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('intent') === 'compute'
  return (
    <Card title={t('timetable:compute.title')}>
      <Form method="post" className="flex flex-col gap-4">
        <FormError error={error} />
        <p className="text-sm text-ink-2">{t('timetable:compute.lead', { waiting, standing })}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput name="name" label={t('timetable:compute.name')} defaultValue={nextName} key={nextName} maxLength={60} error={error?.fields?.['name']} />
          <Select name="seconds" label={t('timetable:compute.seconds')} defaultValue="15" options={lengths.map((seconds) => ({ value: String(seconds), label: t('timetable:compute.secondsOption', { seconds }) }))} />
        </div>
        <p className="text-xs text-ink-2">{t('timetable:compute.proofHint')}</p>
        {standing > 0 && <Checkbox name="hold" defaultChecked label={t('timetable:compute.hold')} hint={t('timetable:compute.holdHint')} />}
        <Button name="intent" value="compute" look="primary" icon={Sparkles} busy={busy} className="self-start">{t('timetable:compute.start')}</Button>
      </Form>
    </Card>
  )
}

/** The trace that the page was loaded with, and what was heard since. */
export function withProgress(trace: readonly TracePoint[], { elapsedMs, weight, weightBound, breaks, breaksBound }: ComputeProgress): TracePoint[] {
  return withPoint(trace, { elapsedMs, weight, weightBound, breaks, breaksBound })
}

export type RunningPanelProps = { draftId: string; name: string; progress: ComputeProgress | null; trace: readonly TracePoint[]; seconds: number }

/** A computation under way: moves with every notice, and can be stopped with what it has. */
export function RunningPanel({ draftId, name, progress, trace, seconds }: RunningPanelProps) {
  const t = useTranslate()
  const stopping = useNavigation().formData?.get('intent') === 'stop'
  const limitMs = progress?.limitMs ?? seconds * 1000
  // The limit grows by the proof's own time once that has begun.
  const isProving = limitMs > seconds * 1000
  const left = Math.max(0, Math.ceil((limitMs - (progress?.elapsedMs ?? 0)) / 1000))
  const total = (progress?.placed ?? 0) + (progress?.unplaced ?? 0)
  return (
    <Card title={t('timetable:running.title', { name })}>
      <div className="flex flex-col gap-4" data-testid="running">
        <Progress label={t(isProving ? 'timetable:running.proof' : 'timetable:running.search')} value={progress === null ? null : progress.elapsedMs} max={limitMs} note={t('timetable:running.left', { count: left })} />
        <dl className="grid grid-cols-3 gap-3 border-y border-line py-3">
          <Now label={t('timetable:figure.placed')} value={progress === null ? '–' : `${progress.placed} / ${total}`} />
          <Now label={t('timetable:figure.weight')} value={progress === null ? '–' : String(progress.weight)} note={progress?.weightBound == null ? '' : t('timetable:figure.ofBound', { bound: progress.weightBound })} />
          <Now label={t('timetable:figure.breaks')} value={progress?.breaks == null ? '–' : String(progress.breaks)} note={progress?.breaksBound == null ? '' : t('timetable:figure.atLeast', { bound: progress.breaksBound })} />
        </dl>
        {progress?.weightBound != null && <p className="text-sm text-ink-2">{t(stateOf(progress, isProving), { percent: gapPercent(progress.weight, progress.weightBound) })}</p>}
        {trace.length > 0 && <ConvergencePlot trace={trace} limitMs={limitMs} />}
        <Form method="post">
          <input type="hidden" name="draftId" value={draftId} />
          <Button name="intent" value="stop" icon={Square} busy={stopping}>{t('timetable:running.stop')}</Button>
        </Form>
      </div>
    </Card>
  )
}

/** What is known of the best timetable so far, in one sentence. */
function stateOf({ weight, weightBound, breaks, breaksBound }: ComputeProgress, isProving: boolean): string {
  if (weightBound !== null && weight < weightBound) return 'timetable:verdict.gap'
  if (breaks !== null && breaksBound !== null && breaks <= breaksBound) return 'timetable:running.met'
  return isProving ? 'timetable:running.proving' : 'timetable:running.closed'
}

function Now({ label, value, note = '' }: { label: string; value: string; note?: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      {note !== '' && <dd className="figures text-xs text-ink-2">{note}</dd>}
      <dd className="figures text-lg leading-7 font-semibold">{value}</dd>
      <dt className="text-xs text-ink-2">{label}</dt>
    </div>
  )
}
