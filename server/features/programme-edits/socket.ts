import type { ItemChange } from '#server/domain/programme/edit.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

/** More than this is loaded again instead of being sent to everybody. */
const mostSent = 40

/** Tells the organizers' boards what an edit changed. */
export function tellChanges(held: QuickWork, eventId: string, { number, by, written }: { number: number; by: string; written: readonly ItemChange[] }): void {
  const reload = written.length > mostSent
  const items = reload ? [] : written.flatMap(({ after }) => (after === null ? [] : [after]))
  const removed = reload ? [] : written.flatMap(({ id, after }) => (after === null ? [id] : []))
  held.fact(deskRoom(eventId), 'programme:changed', { number, by, items, removed, reload })
}
