import { decideAtDoor, type DoorReason } from '#server/domain/door/decide.ts'
import type { DoorGuestCard, DoorList, DoorPresence, ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'

/** What the crew is shown. `unverified`: offline, and not on this phone's list. `waits`: the server hasn't heard of it yet. */
export type Shown = {
  nonce: string
  sessionId: string
  kind: ScanInput['kind']
  outcome: 'accepted' | 'refused' | 'unverified'
  reason: DoorReason | ''
  since: number | null
  isReentry: boolean
  deposit: ScanAnswer['deposit']
  waits: boolean
  guest: ScanAnswer['guest']
  /** Of an unverified ticket, so that she can be let in all the same. */
  codeHash: string
}

export const shownAnswer = ({ nonce, sessionId, kind, outcome, reason, since, isReentry, deposit, guest }: ScanAnswer): Shown => ({ nonce, sessionId, kind, outcome, reason, since, isReentry, deposit, guest, waits: false, codeHash: '' })

/** The same decision as the server's, from what is on this phone. */
export function decideHere(list: DoorList, hours: DoorList['hours'], presences: readonly DoorPresence[], scan: ScanInput & { scannedAt: number }): Shown {
  const guest: DoorGuestCard | undefined = list.guests.find((one) => (scan.registrationId === '' ? scan.codeHash !== '' && one.hash === scan.codeHash : one.id === scan.registrationId))
  const shown: Shown = { nonce: scan.nonce, sessionId: scan.sessionId, kind: scan.kind, outcome: 'unverified', reason: 'unknown', since: null, isReentry: false, deposit: 'none', waits: true, guest: guest ?? null, codeHash: scan.codeHash }
  const door = list.doors.find((one) => one.sessionId === scan.sessionId)
  if (guest === undefined || door === undefined) return shown
  const arrived = presences.find((one) => one.registrationId === guest.id && one.sessionId === scan.sessionId) ?? null
  const decision = decideAtDoor({ kind: scan.kind === 'exit' ? 'exit' : 'entry', guest, isElsewhere: false, door, hours, at: scan.scannedAt, arrived })
  return decision.letIn ? { ...shown, outcome: 'accepted', reason: '', isReentry: decision.isReentry } : { ...shown, outcome: 'refused', reason: decision.reason, since: decision.reason === 'already_in' ? (arrived?.at ?? null) : null }
}
