import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { endActions, type StageSettings } from '#server/domain/stage/model.ts'

import type { DeskAct } from './use-desk.tsx'

const seconds = (ms: number): string => String(Math.round(ms / 1_000))

/** When the countdown warns, and what happens when it has ended. */
export function DeskSettings({ settings, act }: { settings: StageSettings; act: DeskAct }) {
  const t = useTranslate()
  const submit = (form: FormData): void => {
    const ms = (name: string): string => String(Math.round(Number(form.get(name)) * 1_000))
    act('configure', { warnMs: ms('warn'), dangerMs: ms('danger'), endAction: String(form.get('endAction')) })
  }
  return (
    <details>
      <summary className="control inline-flex items-center rounded-sm px-1 text-sm font-medium text-sea-ink">{t('stage:settings.title')}</summary>
      <form
        key={`${settings.warnMs}-${settings.dangerMs}-${settings.endAction}`}
        className="mt-2 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="warn" type="number" min={0} max={3600} label={t('stage:settings.warn')} defaultValue={seconds(settings.warnMs)} className="w-32" />
        <TextInput name="danger" type="number" min={0} max={3600} label={t('stage:settings.danger')} defaultValue={seconds(settings.dangerMs)} className="w-32" />
        <Select name="endAction" label={t('stage:settings.endAction')} defaultValue={settings.endAction} options={endActions.map((value) => ({ value, label: t(`stage:settings.${value}`) }))} />
        <Button>{t('common:ui.save')}</Button>
      </form>
    </details>
  )
}
