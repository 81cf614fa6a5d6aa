import { useTranslate } from '#app/ui/translate.tsx'

import { countdown } from '../view.ts'

/** Time left, in figures that keep their width; read out when asked for, not at each second. */
export function Countdown({ label, to, now, urgentMs = 0 }: { label: string; to: number; now: number; urgentMs?: number }) {
  const t = useTranslate()
  const { unit, values } = countdown(to - now)
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-sm text-ink-2">{label}</span>
      <span role="timer" className={`figures text-lg font-semibold ${to - now <= urgentMs ? 'text-vermilion-ink' : ''}`}>{t(`pitching:count.${unit}`, values)}</span>
    </p>
  )
}
