import { CloudOff, FlaskConical, RefreshCw } from 'lucide-react'

import type { RoomLink } from '#app/http/use-room.ts'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import { minutesLate } from '../view.ts'

/** On every view of a rehearsal: nobody may take it for the day itself. */
export function RehearsalMark({ className = 'text-sm' }: { className?: string }) {
  const t = useTranslate()
  return <Status tone="waiting" icon={FlaskConical} className={className}>{t('stage:rehearsal')}</Status>
}

/** Late, early or on time, in words. */
export function LateMark({ ms, plain }: { ms: number; plain?: boolean }) {
  const t = useTranslate()
  const minutes = minutesLate(ms)
  if (minutes > 0) return <Status tone="live" plain={plain}>{t('stage:late', { count: minutes })}</Status>
  if (minutes < 0) return <Status tone="info" plain={plain}>{t('stage:early', { count: -minutes })}</Status>
  return <Status tone="confirmed" plain={plain}>{t('stage:onTime')}</Status>
}

/** Whether what is shown is what the server has. */
export function LinkMark({ link }: { link: RoomLink }) {
  const t = useTranslate()
  return (
    <span role="status">
      {link === 'live' && <Status tone="confirmed" plain>{t('stage:link.live')}</Status>}
      {link === 'joining' && <Status tone="neutral" icon={RefreshCw} plain>{t('stage:link.joining')}</Status>}
      {link === 'away' && <Status tone="waiting" icon={CloudOff} plain>{t('stage:link.away')}</Status>}
    </span>
  )
}
