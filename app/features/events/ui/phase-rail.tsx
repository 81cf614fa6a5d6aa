import { Form, useNavigation } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { gateChanges, phases, type Gate, type Phase } from '#server/domain/events/phases.ts'

import { gateKey } from '../view.ts'

/** The event's life in order. Opening a phase shows what it would open and close; only then comes the button. */
export function PhaseRail({ event }: { event: { id: string; phase: Phase; version: number } }) {
  const t = useTranslate()
  return (
    <ol className="border-b border-line">
      {phases.map((phase, i) => (
        <li key={phase} className="border-t border-line">
          {phase === event.phase ? (
            <div aria-current="step" className="flex flex-wrap items-center gap-3 bg-sea-wash px-3 py-3">
              <PhaseName place={i + 1} phase={phase} />
              <Status tone="info">{t('events:settings.now')}</Status>
            </div>
          ) : (
            <details className="group">
              <summary className="flex flex-wrap items-center gap-3 px-3 py-3 hover:bg-sunk">
                <PhaseName place={i + 1} phase={phase} />
                <span className="ml-auto inline-flex items-center gap-1 text-sm text-sea-ink">
                  {t('events:settings.see')}
                  <ChevronRight aria-hidden size={16} className="group-open:rotate-90" />
                </span>
              </summary>
              <Change event={event} to={phase} />
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function PhaseName({ place, phase }: { place: number; phase: Phase }) {
  const t = useTranslate()
  return (
    <>
      <span className="figures w-5 text-sm text-ink-3">{place}</span>
      <span className="font-semibold">{t(`events:phases.${phase}.name`)}</span>
      <span className="text-sm text-ink-2">{t(`events:phases.${phase}.about`)}</span>
    </>
  )
}

function Change({ event, to }: { event: { id: string; phase: Phase; version: number }; to: Phase }) {
  const t = useTranslate()
  const { opens, closes } = gateChanges(event.phase, to)
  const navigation = useNavigation()
  const name = t(`events:phases.${to}.name`)
  return (
    <Form method="post" className="grid gap-4 px-3 pb-4 sm:grid-cols-2 sm:pl-11">
      <input type="hidden" name="intent" value="phase" />
      <input type="hidden" name="eventId" value={event.id} />
      <input type="hidden" name="version" value={event.version} />
      <input type="hidden" name="to" value={to} />
      <Gates title={t('events:settings.opens')} gates={opens} look="text-jade-ink" />
      <Gates title={t('events:settings.closes')} gates={closes} look="text-vermilion-ink" />
      <div className="sm:col-span-2">
        <Button look={to === 'closed' || to === 'draft' ? 'danger' : 'primary'} busy={navigation.formData?.get('to') === to}>{t('events:settings.changeTo', { phase: name })}</Button>
      </div>
    </Form>
  )
}

function Gates({ title, gates, look }: { title: string; gates: Gate[]; look: string }) {
  const t = useTranslate()
  return (
    <div className="text-sm">
      <p className={`font-semibold ${look}`}>{title}</p>
      {gates.length === 0 ? <p className="text-ink-2">{t('events:settings.nothing')}</p> : <ul className="list-disc pl-5">{gates.map((gate) => <li key={gate}>{t(gateKey(gate))}</li>)}</ul>}
    </div>
  )
}
