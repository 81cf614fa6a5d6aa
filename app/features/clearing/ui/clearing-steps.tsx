import { Form } from '@remix-run/react'
import { Check } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Dialog } from '#app/ui/dialog.tsx'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { ClearingStep } from '#server/domain/clearing/flow.ts'
import type { ClearingView } from '#server/features/clearing/queries.ts'

const tones = { closed: 'neutral', liking: 'live', ranking: 'live', running: 'waiting', cleared: 'confirmed' } as const
const looks: Partial<Record<ClearingStep, 'primary' | 'danger' | 'quiet'>> = { open: 'primary', rank: 'primary', clear: 'danger', back: 'quiet', close: 'quiet' }

/** Where the clearing stands and what can be done; each step says what it opens and closes before it is taken. */
export function ClearingSteps({ view }: { view: ClearingView }) {
  const t = useTranslate()
  const [asked, setAsked] = useState<ClearingStep | null>(null)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Status tone={tones[view.state]}>{t(`clearing:state.${view.state}`)}</Status>
      {view.steps.map((step) => <Button key={step} type="button" look={looks[step] ?? 'quiet'} onClick={() => setAsked(step)}>{t(`clearing:step.${step}`)}</Button>)}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={asked === null ? '' : t(`clearing:step.${asked}`)}>
        {asked !== null && (
          <Form method="post" onSubmit={() => setAsked(null)} className="flex flex-col gap-4">
            <input type="hidden" name="version" value={view.version} />
            <input type="hidden" name="step" value={asked} />
            <p>{t(`clearing:confirm.${asked}`, { pairs: view.pairs })}</p>
            <Button look={asked === 'clear' ? 'danger' : 'primary'}>{t(`clearing:step.${asked}`)}</Button>
          </Form>
        )}
      </Dialog>
    </div>
  )
}

const stretch: readonly ClearingView['state'][] = ['liking', 'ranking', 'running']

/** The whole way from the likes to the timetable, and where on it things stand. */
export function ClearingWay({ state }: Pick<ClearingView, 'state'>) {
  const t = useTranslate()
  const at = state === 'cleared' ? stretch.length : stretch.indexOf(state)
  return (
    <ol className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
      {stretch.map((one, nth) => (
        <li key={one} aria-current={nth === at ? 'step' : undefined} className={classes('flex gap-3 border-t-2 pt-3', nth === at ? 'border-sea-ink' : nth < at ? 'border-jade-ink' : 'border-line')}>
          <span aria-hidden className={classes('figures flex size-6 shrink-0 items-center justify-center text-lg font-semibold', nth === at ? 'text-sea-ink' : nth < at ? 'text-jade-ink' : 'text-ink-3')}>{nth < at ? <Check size={18} /> : nth + 1}</span>
          <span className="min-w-0">
            <span className="block font-medium">{t(`clearing:way.${one}`)}{nth < at && <span className="sr-only"> {t('clearing:way.done')}</span>}</span>
            <span className="block text-sm text-ink-2">{t(`clearing:way.${one}Text`)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
