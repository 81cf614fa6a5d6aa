import { useCallback, useEffect, useRef, useState } from 'react'

import { openReader, type CodeReader } from './code-reader.tsx'

/** Why there is no picture. `unfit`: the browser has no way to a camera; `no_reader`: what reads codes couldn't be loaded. */
export type CameraProblem = 'refused' | 'missing' | 'busy' | 'unfit' | 'no_reader'
type Running = { stream: MediaStream; read: CodeReader }

const lookEveryMs = 160
/** A ticket that stays before the camera is read once: it counts as gone after so many looks without it. */
const goneAfterLooks = 6

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop())

async function open(): Promise<Running | CameraProblem> {
  // Absent on pages that came without TLS, and in some browsers inside other apps.
  if (navigator.mediaDevices?.getUserMedia === undefined) return 'unfit'
  const reader = openReader().catch(() => null)
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
    const read = await reader
    if (read !== null) return { stream, read }
    stop(stream)
    return 'no_reader'
  } catch (error) {
    return problemOf(error)
  }
}

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(true)
  useEffect(() => {
    const look = (): void => setVisible(!document.hidden)
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}

/** Looks at the picture again and again, and tells each code once. */
function useLooks(video: HTMLVideoElement | null, running: Running | null, isPaused: boolean, onText: (text: string) => void): void {
  const last = useRef({ text: '', missed: 0 })
  const told = useRef(onText)
  told.current = onText
  useEffect(() => {
    if (video === null || running === null || isPaused) return
    let ended = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      const text = await running.read(video).catch(() => '')
      if (ended) return
      const { text: before, missed } = last.current
      last.current = text !== '' ? { text, missed: 0 } : { text: missed + 1 < goneAfterLooks ? before : '', missed: missed + 1 }
      timer = setTimeout(() => void look(), lookEveryMs)
      if (text !== '' && text !== before) told.current(text)
    }
    void look()
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [video, running, isPaused])
}

export type CameraHeld = { isWanted: boolean; isRunning: boolean; problem: CameraProblem | null; start: () => void; /** Of the element that shows the picture: codes are read while there is one. */ show: (video: HTMLVideoElement | null) => void }

/**
 * The camera, from the moment it is wanted until the page goes: it stays on while an answer is shown, so that the next ticket
 * is read at once. It is off while the page is hidden, and nothing is looked at while `isPaused`. One look at a time.
 */
export function useCamera(onText: (text: string) => void, isPaused: boolean): CameraHeld {
  const [isWanted, setWanted] = useState(false)
  const [running, setRunning] = useState<Running | null>(null)
  const [problem, setProblem] = useState<CameraProblem | null>(null)
  const [video, show] = useState<HTMLVideoElement | null>(null)
  const isVisible = useIsVisible()

  useEffect(() => {
    if (!isWanted || !isVisible) return
    let held: MediaStream | null = null
    let ended = false
    const fail = (why: CameraProblem): void => {
      setProblem(why)
      setWanted(false)
    }
    void open().then((opened) => {
      if (typeof opened === 'string') return ended ? undefined : fail(opened)
      if (ended) return stop(opened.stream)
      held = opened.stream
      held.getVideoTracks()[0]?.addEventListener('ended', () => ended || fail('busy'))
      setRunning(opened)
    })
    return () => {
      ended = true
      if (held !== null) stop(held)
      setRunning(null)
    }
  }, [isWanted, isVisible])

  useEffect(() => {
    if (video === null || running === null) return
    video.srcObject = running.stream
    video.play().catch(() => undefined)
  }, [video, running])

  useLooks(video, running, isPaused, onText)
  const start = useCallback(() => {
    setProblem(null)
    setWanted(true)
  }, [])
  return { isWanted, isRunning: running !== null, problem, start, show }
}
