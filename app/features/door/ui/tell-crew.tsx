import { useEffect, useRef } from 'react'

import type { Shown } from './local.tsx'

const soundKey = 'touhai-door-sound'
const buzzKey = 'touhai-door-buzz'
const isSet = (key: string): boolean => {
  try {
    return localStorage.getItem(key) === '1'
  } catch {
    return false
  }
}
const put = (key: string, isOn: boolean): void => {
  try {
    localStorage.setItem(key, isOn ? '1' : '0')
  } catch {
    // Only remembered where the browser can.
  }
}
export const telling = { hasSound: () => isSet(soundKey), hasBuzz: () => isSet(buzzKey), setSound: (isOn: boolean) => put(soundKey, isOn), setBuzz: (isOn: boolean) => put(buzzKey, isOn) }

let audio: AudioContext | null = null
/** One high tone is yes, two low ones are no. */
function sound(isGood: boolean): void {
  audio ??= new AudioContext()
  const start = audio.currentTime
  for (const [at, hertz] of isGood ? [[0, 1_320]] as const : [[0, 330], [0.22, 262]] as const) {
    const [tone, level] = [audio.createOscillator(), audio.createGain()]
    tone.frequency.value = hertz
    level.gain.setValueAtTime(0.25, start + at)
    level.gain.exponentialRampToValueAtTime(0.001, start + at + 0.18)
    tone.connect(level).connect(audio.destination)
    tone.start(start + at)
    tone.stop(start + at + 0.2)
  }
}

/** Says the answer by ear and hand as well, where the crew wants it. Shows nothing. */
export function TellCrew({ shown }: { shown: Shown | null }) {
  const last = useRef<Shown | null>(null)
  useEffect(() => {
    if (shown === null || shown === last.current) return
    last.current = shown
    const isGood = shown.outcome === 'accepted'
    if (telling.hasSound()) sound(isGood)
    if (telling.hasBuzz()) navigator.vibrate?.(isGood ? 60 : [120, 80, 120])
  }, [shown])
  return null
}
