import type { DoorPresence, DoorSnapshot } from '#server/protocol/door.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import type { Waiting } from './kept.tsx'

const same = (a: Pick<DoorPresence, 'registrationId' | 'sessionId'>, b: Pick<DoorPresence, 'registrationId' | 'sessionId'>): boolean => a.registrationId === b.registrationId && a.sessionId === b.sessionId
const without = (presences: readonly DoorPresence[], at: Pick<DoorPresence, 'registrationId' | 'sessionId'>): DoorPresence[] => presences.filter((one) => !same(one, at))

/** The room after one fact. */
export function stepDoor(state: DoorSnapshot, fact: Fact): DoorSnapshot {
  if (fact.name === 'door:hours') return { ...state, hours: fact.payload }
  if (fact.name !== 'door:passed' || fact.payload.registrationId === '') return state
  const { registrationId, sessionId, presence } = fact.payload
  const rest = without(state.presences, { registrationId, sessionId })
  return { ...state, presences: presence === null ? rest : [...rest, { registrationId, sessionId, ...presence }] }
}

/** Who is where as this phone knows it: what the server said, and what waits to be sent. */
export function withWaiting(presences: readonly DoorPresence[], waiting: readonly Waiting[]): DoorPresence[] {
  return waiting.reduce<DoorPresence[]>((now, { scan }) => {
    if (scan.kind === 'undo') {
      const target = waiting.find((one) => one.scan.nonce === scan.undoes)?.scan
      return scan.registrationId === '' || (target !== undefined && !target.wasLetIn) ? now : without(now, scan)
    }
    if (scan.registrationId === '' || !scan.wasLetIn) return now
    const before = now.find((one) => same(one, scan))
    return [...without(now, scan), { registrationId: scan.registrationId, sessionId: scan.sessionId, at: before?.at ?? scan.scannedAt, isInside: scan.kind === 'entry' }]
  }, [...presences])
}
