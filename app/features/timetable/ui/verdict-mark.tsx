import { BadgeCheck, CircleSlash, Gauge } from 'lucide-react'

import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Verdict } from '#server/domain/timetable/verdict.ts'

/** How good a draft is known to be, in words: what was proved and no more. */
export function VerdictMark({ verdict, plain = false }: { verdict: Verdict; plain?: boolean }) {
  const t = useTranslate()
  const isProved = verdict.code === 'proved_best' || verdict.code === 'meetings_and_breaks_best'
  const isBad = verdict.code === 'infeasible' || verdict.code === 'unfinished'
  return (
    <Status tone={isProved ? 'confirmed' : isBad ? 'live' : 'info'} icon={isProved ? BadgeCheck : isBad ? CircleSlash : Gauge} plain={plain} wraps>
      {t(`timetable:verdict.${verdict.code}`, verdict.params)}
    </Status>
  )
}
