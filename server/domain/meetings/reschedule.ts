import { err, ok, type Result } from '../shared/result.ts'

export type ChangeWindow = {
  nowMs: number
  startsAtMs: number
  noticeMinutes: number
  /** The organizer may always, until the meeting is over for good. */
  isOrganizer: boolean
}

/** May a meeting's people still change it? Until `noticeMinutes` before it starts. */
export function passNotice({ nowMs, startsAtMs, noticeMinutes, isOrganizer }: ChangeWindow): Result<undefined> {
  if (isOrganizer || nowMs <= startsAtMs - noticeMinutes * 60_000) return ok()
  return err('meeting.too_late', { params: { minutes: noticeMinutes } })
}

/** May it be moved once more? `used` counts the moves its people made; those of the organizer are free. */
export function passBudget(input: { used: number; budget: number; isOrganizer: boolean }): Result<undefined> {
  if (input.isOrganizer || input.used < input.budget) return ok()
  return err('meeting.no_moves_left', { params: { budget: input.budget } })
}
