import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { sides, type Side } from '#server/domain/access/actor.ts'
import type { EventSettings } from '#server/domain/events/settings.ts'

import { SaveNotice, type SaveAnswer } from './save-notice.tsx'

type RulesFormProps = { eventId: string; version: number; zone: string; settings: EventSettings; answer: SaveAnswer }

const timing = [
  { name: 'meetingsPerPair', min: 1, max: 5 },
  { name: 'expiryHours', min: 1, max: 720 },
  { name: 'mostHolds', min: 1, max: 10 },
  { name: 'noticeMinutes', min: 0, max: 10_080 },
  { name: 'rescheduleBudget', min: 0, max: 20 },
  { name: 'bufferMinutes', min: 0, max: 120 },
  { name: 'walkMinutes', min: 0, max: 60 },
] as const

/** Who may ask whom and for how long, how many, and how late. */
export function RulesForm({ eventId, version, zone, settings, answer }: RulesFormProps) {
  const t = useTranslate()
  const errors = answer && !answer.ok ? answer.error.fields : {}
  return (
    <Form method="post" className="flex flex-col gap-8">
      <SaveNotice answer={answer} zone={zone} />
      <input type="hidden" name="intent" value="rules" />
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="version" value={version} />
      <PairMatrix settings={settings} errors={errors} />
      <Limits settings={settings} errors={errors} />
      <fieldset className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 text-sm font-semibold">{t('events:rules.timing')}</legend>
        {timing.map(({ name, min, max }) => (
          <TextInput key={name} name={name} type="number" min={min} max={max} required label={t(`events:rules.${name}`)} defaultValue={settings[name]} error={errors[name]} />
        ))}
      </fieldset>
      <div><Button look="primary">{t('events:rules.save')}</Button></div>
    </Form>
  )
}

type PartProps = { settings: EventSettings; errors: Record<string, string> }
const pairs = sides.flatMap((from) => sides.map((to) => ({ from, to })))

/** Rows ask, columns are asked; an empty cell means that they may not. */
function PairMatrix({ settings, errors }: PartProps) {
  const t = useTranslate()
  const length = (from: Side, to: Side) => settings.pairRules.find((rule) => rule.from === from && rule.to === to)?.lengthMinutes ?? ''
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full min-w-130 border-collapse text-sm">
        <caption className="mb-2 text-left text-sm font-semibold">{t('events:rules.matrix')}</caption>
        <thead>
          <tr className="border-b border-edge text-xs text-ink-2">
            <th scope="col" className="px-2 py-1 text-left font-medium">{`${t('events:rules.asks')} ↓ ${t('events:rules.asked')} →`}</th>
            {sides.map((side) => <th key={side} scope="col" className="px-2 py-1 text-left font-medium">{t(`events:sides.${side}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {sides.map((from) => (
            <tr key={from} className="border-b border-line align-top">
              <th scope="row" className="px-2 py-2 text-left font-medium">{t(`events:sides.${from}`)}</th>
              {sides.map((to) => {
                const index = pairs.findIndex((pair) => pair.from === from && pair.to === to)
                return (
                  <td key={to} className="px-2 py-2">
                    <input type="hidden" name={`pairs.${index}.from`} value={from} />
                    <input type="hidden" name={`pairs.${index}.to`} value={to} />
                    <TextInput
                      name={`pairs.${index}.lengthMinutes`}
                      type="number"
                      min={5}
                      max={240}
                      step={5}
                      hideLabel
                      label={t('events:rules.cell', { from: t(`events:sides.${from}`), to: t(`events:sides.${to}`) })}
                      defaultValue={length(from, to)}
                      error={errors[`pairs.${index}.lengthMinutes`]}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Limits({ settings, errors }: PartProps) {
  const t = useTranslate()
  const columns = [
    { field: 'outboundQuota', head: 'events:rules.outbound', label: 'events:rules.outboundFor' },
    { field: 'inboundCap', head: 'events:rules.inbound', label: 'events:rules.inboundFor' },
  ] as const
  return (
    <table className="max-w-xl border-collapse text-sm">
      <caption className="mb-2 text-left text-sm font-semibold">{t('events:rules.limits')}</caption>
      <thead>
        <tr className="border-b border-edge text-xs text-ink-2">
          <td />
          {columns.map(({ field, head }) => <th key={field} scope="col" className="px-2 py-1 text-left font-medium">{t(head)}</th>)}
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr key={side} className="border-b border-line align-top">
            <th scope="row" className="px-2 py-2 text-left font-medium">{t(`events:sides.${side}`)}</th>
            {columns.map(({ field, label }) => (
              <td key={field} className="px-2 py-2">
                <TextInput
                  name={`${field}.${side}`}
                  type="number"
                  min={0}
                  max={500}
                  hideLabel
                  label={t(label, { side: t(`events:sides.${side}`) })}
                  placeholder={t('events:rules.unlimited')}
                  defaultValue={settings[field][side] ?? ''}
                  error={errors[`${field}.${side}`]}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
