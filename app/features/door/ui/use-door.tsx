import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useRoom } from '#app/http/use-room.ts'
import { readTicketText } from '#server/domain/registration/ticket-code.ts'
import type { DoorPresence, DoorSnapshot, ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'

import { addWaiting, dropWaiting, keepPresences, readWaiting, type Waiting, type WaitingHere } from './kept.tsx'
import { decideHere, shownAnswer, type Shown } from './local.tsx'
import { deviceMark, hashOf, newMark } from './marks.tsx'
import { stepDoor, withWaiting } from './presences.tsx'
import { sendScans, sendWalkIn, type Sent } from './send.tsx'
import { useDoorList, type DoorListHeld } from './use-list.tsx'

/** Who stands at the door: by her ticket's text, or found by name. */
export type Target = { text: string } | { registrationId: string }
export type Back = { sent: number; conflicts: number; refused: number }
const nobody: DoorSnapshot = { presences: [], hours: { opensAt: 0, closesAt: 0 } }
const batch = 50

type Asked = Pick<ScanInput, 'kind' | 'sessionId'> & Partial<ScanInput>

/** The door on this phone: scans go to the server where it answers, and wait here where it doesn't. */
export function useDoor(slug: string, personId: string) {
  const listing = useDoorList(slug, personId)
  const { kept, link } = listing
  const loaded = useMemo(() => ({ snapshot: kept === null ? nobody : { presences: kept.list.presences, hours: kept.list.hours }, seq: kept?.list.seq ?? -1 }), [kept])
  const room = useRoom({ room: kept === null ? null : `door:${kept.list.event.id}`, loaded, step: stepDoor })
  const queue = useWaiting(slug, personId, listing)
  const presences = useMemo(() => withWaiting(room.snapshot.presences, queue.waiting), [room.snapshot.presences, queue.waiting])
  const scanning = useScanning(slug, personId, listing, { presences, hours: room.snapshot.hours }, queue)
  const { now } = listing
  useEffect(() => {
    if (room.snapshot !== nobody) void keepPresences({ slug, at: now(), ...room.snapshot }).catch(() => undefined)
  }, [slug, now, room.snapshot])
  // Somebody who isn't on the list has passed: there is a newer list.
  const known = useMemo(() => new Set(kept?.list.guests.map(({ id }) => id)), [kept])
  const isStale = kept !== null && link === 'live' && room.snapshot.presences.some((one) => !known.has(one.registrationId))
  const { refresh } = listing
  useEffect(() => {
    if (isStale) void refresh()
  }, [isStale, refresh])
  return { ...listing, ...scanning, presences, waiting: queue.waiting, others: queue.others, back: queue.back, forgetBack: queue.forgetBack }
}
export type DoorHeld = ReturnType<typeof useDoor>

type Queue = { waiting: Waiting[]; /** Scans of other people, or of other events, that wait on this phone; null until the phone's memory has been read. */ others: number | null; add: (scan: Waiting['scan']) => Promise<void>; back: Back | null; forgetBack: () => void }

/** Scans that wait for the server: kept on the phone, and sent when it answers again, each under its own nonce. */
function useWaiting(slug: string, personId: string, { link, setLink, refresh }: DoorListHeld): Queue {
  const [{ own: waiting, others }, setHere] = useState<Omit<WaitingHere, 'others'> & Pick<Queue, 'others'>>({ own: [], others: null })
  const [back, setBack] = useState<Back | null>(null)
  const isSending = useRef(false)
  const reread = useCallback(() => readWaiting(slug, personId).then(setHere, () => setHere((here) => ({ ...here, others: here.others ?? 0 }))), [slug, personId])
  const add = useCallback(async (scan: Waiting['scan']) => {
    await addWaiting({ slug, personId, scan })
    await reread()
  }, [slug, personId, reread])
  const sendAll = useCallback(async () => {
    if (isSending.current) return
    isSending.current = true
    const total: Back = { sent: 0, conflicts: 0, refused: 0 }
    try {
      for (let { own } = await readWaiting(slug, personId); own.length > 0; { own } = await readWaiting(slug, personId)) {
        const sent = await sendScans(slug, personId, own.slice(0, batch).map(({ scan }) => scan))
        // Nobody there, or the session has ended: what waits stays, and is tried again when the list comes again.
        if (sent.kind !== 'ok') {
          setLink('away')
          break
        }
        await dropWaiting(slug, sent.value.answers.map(({ nonce }) => nonce))
        count(total, sent.value.answers)
      }
    } finally {
      isSending.current = false
    }
    if (total.sent === 0) return
    // First the server's word on who is where, then the phone's own is let go: nobody seems to leave in between.
    await refresh()
    await reread()
    setBack(total)
  }, [slug, personId, setLink, refresh, reread])
  useEffect(() => void reread(), [reread])
  useEffect(() => {
    if (link === 'live' && waiting.length > 0) sendAll().catch(() => setLink('away'))
  }, [link, waiting.length, sendAll, setLink])
  return { waiting, others, add, back, forgetBack: useCallback(() => setBack(null), []) }
}

function count(total: Back, answers: readonly ScanAnswer[]): void {
  total.sent += answers.length
  total.conflicts += answers.filter((one) => one.isConflict).length
  total.refused += answers.filter((one) => one.outcome === 'refused').length
}

type Inside = { presences: readonly DoorPresence[]; hours: DoorSnapshot['hours'] }

/** One scan after another: the server's answer, or this phone's own. */
function useScanning(slug: string, personId: string, { kept, link, setLink, refresh, now }: DoorListHeld, inside: Inside, { add }: Queue) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const fill = useCallback((asked: Asked): Waiting['scan'] => ({ nonce: newMark(), deviceId: deviceMark(), code: '', codeHash: '', registrationId: '', undoes: '', isOffline: false, wasLetIn: false, ...asked, scannedAt: Math.round(now()) }), [now])

  const here = useCallback(async (scan: Waiting['scan']): Promise<void> => {
    if (kept === null) return
    const { code, ...rest } = scan
    // The same nonce goes on: if the server did hear of it, it is counted once.
    const offline = { ...rest, code: '', codeHash: code === '' ? scan.codeHash : await hashOf(code), isOffline: true }
    const decided = decideHere(kept.list, inside.hours, inside.presences, offline)
    setShown(decided)
    const registrationId = decided.guest?.id ?? ''
    if (decided.outcome === 'accepted') await add({ ...offline, registrationId, wasLetIn: true })
    else if (decided.outcome === 'refused') await add({ ...offline, registrationId, wasLetIn: false })
  }, [kept, inside, add])

  const go = useCallback(async (asked: Asked): Promise<void> => {
    setBusy(true)
    setError('')
    // The answer to the last one must not be taken for the answer to this one.
    setShown(null)
    const scan = fill(asked)
    const sent = link === 'live' ? await sendScans(slug, personId, [scan]) : ({ kind: 'away' } as const)
    if (sent.kind === 'ok' && sent.value.answers[0] !== undefined) setShown(shownAnswer(sent.value.answers[0]))
    else if (sent.kind === 'refused') {
      setError(sent.message)
      void refresh()
    } else {
      setLink('away')
      await here(scan)
    }
    setBusy(false)
  }, [fill, link, slug, personId, refresh, setLink, here])

  return { shown, isBusy, error, close: useCallback(() => setShown(null), []), ...useActs({ go, add, fill, shown, setShown, link, slug, setError, setBusy }) }
}

type Acting = { go: (asked: Asked) => Promise<void>; add: Queue['add']; fill: (asked: Asked) => Waiting['scan']; shown: Shown | null; setShown: (shown: Shown | null) => void; link: DoorListHeld['link']; slug: string; setError: (text: string) => void; setBusy: (busy: boolean) => void }

/** What the crew does: scan, let in all the same, take back, register somebody. */
function useActs({ go, add, fill, shown, setShown, link, slug, setError, setBusy }: Acting) {
  const pass = useCallback((target: Target, kind: 'entry' | 'exit', sessionId: string) => {
    if ('registrationId' in target) return go({ kind, sessionId, registrationId: target.registrationId })
    return go({ kind, sessionId, code: readTicketText(target.text) ?? target.text.slice(0, 300).replaceAll(/[^\x20-\x7e]/g, '?') })
  }, [go])

  const letInAnyway = useCallback(async () => {
    if (shown === null) return
    await add(fill({ kind: 'entry', sessionId: shown.sessionId, codeHash: shown.codeHash, isOffline: true, wasLetIn: true }))
    setShown({ ...shown, outcome: 'accepted', reason: '' })
  }, [shown, add, fill, setShown])

  const undo = useCallback(async () => {
    if (shown === null) return
    const asked = { kind: 'undo' as const, sessionId: shown.sessionId, registrationId: shown.guest?.id ?? '', undoes: shown.nonce }
    if (link === 'live' && !shown.waits) return go(asked)
    await add(fill({ ...asked, isOffline: true }))
    setShown({ ...shown, kind: 'undo', outcome: 'accepted', reason: '', waits: true })
  }, [shown, link, go, add, fill, setShown])

  const walkIn = useCallback(async (who: { formId: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string }, sessionId: string): Promise<Sent<ScanAnswer>> => {
    setBusy(true)
    setError('')
    const sent = await sendWalkIn(slug, { ...who, sessionId, nonce: newMark(), deviceId: deviceMark() })
    if (sent.kind === 'ok') setShown(shownAnswer(sent.value))
    setBusy(false)
    return sent
  }, [slug, setShown, setError, setBusy])

  return { pass, letInAnyway, undo, walkIn }
}
