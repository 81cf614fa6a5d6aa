import { Camera as CameraIcon, CameraOff, RefreshCw, ScanLine } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { CameraHeld } from './use-camera.tsx'

/** The camera's picture; or the button that starts it; or why there is none, and what to do instead. */
export function Camera({ camera }: { camera: CameraHeld }) {
  const t = useTranslate()
  const { isWanted, isRunning, problem, start, show } = camera
  if (isRunning) return (
    <div className="relative min-h-0 w-full flex-1">
      <video ref={show} muted playsInline aria-label={t('door:camera.picture')} className="size-full rounded-md bg-sunk object-cover" />
      <span aria-hidden className="pointer-events-none absolute top-1/2 left-1/2 aspect-square w-3/5 max-w-64 -translate-1/2 rounded-md border-3 border-on-sea shadow-float" />
    </div>
  )
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 text-center text-ink-2">
      {problem === null ? <ScanLine aria-hidden size={64} /> : <CameraOff aria-hidden size={64} />}
      <p role={problem === null ? undefined : 'alert'} className="max-w-sm">
        {t(problem === null ? 'door:camera.lead' : `door:camera.${problem}`)}
        {problem !== null && <span className="mt-2 block">{t('door:camera.instead')}</span>}
      </p>
      <Button type="button" look="primary" icon={problem === null ? CameraIcon : RefreshCw} busy={isWanted} onClick={start}>{t(problem === null ? 'door:camera.start' : 'door:camera.again')}</Button>
    </div>
  )
}
