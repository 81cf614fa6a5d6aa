import { CloudOff, RefreshCw } from 'lucide-react'

import type { RoomLink } from '#app/http/use-room.ts'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** Whether what is shown is what the server has. */
export function LinkMark({ link }: { link: RoomLink }) {
  const t = useTranslate()
  return (
    <span role="status">
      {link === 'live' && <Status tone="confirmed" plain>{t('agenda:link.live')}</Status>}
      {link === 'joining' && <Status tone="neutral" icon={RefreshCw} plain>{t('agenda:link.joining')}</Status>}
      {link === 'away' && <Status tone="waiting" icon={CloudOff} plain>{t('agenda:link.away')}</Status>}
    </span>
  )
}
