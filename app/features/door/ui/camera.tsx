import { Camera as CameraIcon, CameraOff, ScanLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** The browser's own reader of codes, where it has one. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorMaker = new (options: { formats: string[] }) => Detector
const detectorOf = (): DetectorMaker | null => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector ?? null

const lookEveryMs = 160
/** A ticket that is still held before the camera is not read again so soon. */
const sameAgainMs = 4_000

/** Reads codes from the camera until it is left. Without a reader or a camera, codes come from a scanner's keys or are typed. */
export function Camera({ onText }: { onText: (text: string) => void }) {
  const t = useTranslate()
  const [isOn, setOn] = useState(false)
  const [problem, setProblem] = useState<'none' | 'no_reader' | 'no_camera'>('none')
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef(onText)
  told.current = onText
  useEffect(() => {
    if (!isOn) return
    const Maker = detectorOf()
    if (Maker === null || navigator.mediaDevices === undefined) return setProblem('no_reader')
    const detector = new Maker({ formats: ['qr_code'] })
    let ended = false
    let stream: MediaStream | null = null
    let last = { text: '', at: 0 }
    const look = async (): Promise<void> => {
      if (ended || video.current === null) return
      const [found] = await detector.detect(video.current).catch(() => [])
      const text = found?.rawValue ?? ''
      if (text !== '' && (text !== last.text || Date.now() - last.at > sameAgainMs)) {
        last = { text, at: Date.now() }
        told.current(text)
      }
      if (!ended) setTimeout(() => void look(), lookEveryMs)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false }).then(async (given) => {
      stream = given
      if (ended || video.current === null) return given.getTracks().forEach((track) => track.stop())
      video.current.srcObject = given
      await video.current.play()
      void look()
    }).catch(() => setProblem('no_camera'))
    return () => {
      ended = true
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [isOn])
  if (isOn && problem === 'none') return <video ref={video} muted playsInline aria-label={t('door:camera.picture')} className="min-h-0 w-full flex-1 rounded-md bg-sunk object-cover" />
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 text-center text-ink-2">
      {problem === 'none' ? <ScanLine aria-hidden size={64} /> : <CameraOff aria-hidden size={64} />}
      <p className="max-w-sm">{t(problem === 'none' ? 'door:camera.lead' : `door:camera.${problem}`)}</p>
      {problem === 'none' && <Button type="button" look="primary" icon={CameraIcon} onClick={() => setOn(true)}>{t('door:camera.start')}</Button>}
    </div>
  )
}
