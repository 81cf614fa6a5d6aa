import { RadioGroup } from '#app/ui/radio-group.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

export type OfferedTime = { startsAt: number; endsAt: number }

/** One of a few real times, the best one chosen. */
export function TimeChoice({ times, zone, name = 'startsAt', label }: { times: readonly OfferedTime[]; zone: string; name?: string; label: string }) {
  const t = useTranslate()
  const locale = useLocale()
  if (times.length === 0) return <p className="text-sm text-ink-2">{t('agenda:times.none')}</p>
  return (
    <RadioGroup
      name={name}
      label={label}
      look="cards"
      density="touch"
      defaultValue={String(times[0]?.startsAt ?? '')}
      options={times.map((time) => ({ value: String(time.startsAt), label: `${wallDay(time.startsAt, zone, locale)} ${wallTime(time.startsAt, zone)}–${wallTime(time.endsAt, zone)}` }))}
    />
  )
}
