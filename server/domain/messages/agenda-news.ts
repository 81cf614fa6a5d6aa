/** Changes of one person's meetings at an event within so many ms are told in one mail. */
export const digestWindowMs = 5 * 60_000
/** The same in a demo, where somebody looks into the mailbox to see what comes. */
export const demoDigestWindowMs = 5_000

/** Where a meeting of somebody's stands, or what she was last told of it. Instants in ms. */
export type Appointed = { meetingId: string; state: 'scheduled' | 'cancelled'; startsAtMs: number; endsAtMs: number; tableCode: string }

/** A meeting with when it was made and last changed, and where it was before that. */
export type Present = Appointed & { createdAtMs: number; updatedAtMs: number; was: { startsAtMs: number; endsAtMs: number; tableCode: string } | null }

export type AgendaChange = { meetingId: string; kind: 'new' | 'moved' | 'cancelled'; now: Appointed; before: Omit<Appointed, 'meetingId' | 'state'> | null }

const isSame = (a: Appointed, b: Appointed): boolean => a.state === b.state && (a.state === 'cancelled' || (a.startsAtMs === b.startsAtMs && a.endsAtMs === b.endsAtMs && a.tableCode === b.tableCode))

/**
 * What has changed for a person since she was last told: the final state against the last told one, however many steps lay
 * between. Ended as it began: nothing. `sinceMs`: when the first of the changes came; a meeting older than that of which
 * nothing is noted was known to her from elsewhere, and the stored `was` says how.
 */
export function agendaChanges(told: readonly Appointed[], present: readonly Present[], sinceMs: number): AgendaChange[] {
  const known = new Map(told.map((one) => [one.meetingId, one]))
  return present
    .flatMap((now): AgendaChange[] => {
      const { meetingId } = now
      const before = known.get(meetingId) ?? null
      if (before !== null && isSame(before, now)) return []
      if (before !== null && before.state === 'scheduled') return [{ meetingId, kind: now.state === 'cancelled' ? 'cancelled' : 'moved', now, before }]
      const wasKnown = before === null && now.createdAtMs < sinceMs
      if (wasKnown && now.updatedAtMs < sinceMs) return []
      if (now.state === 'cancelled') return wasKnown ? [{ meetingId, kind: 'cancelled', now, before: now }] : []
      return [{ meetingId, kind: wasKnown && now.was !== null ? 'moved' : 'new', now, before: wasKnown ? now.was : null }]
    })
    .sort((a, b) => a.now.startsAtMs - b.now.startsAtMs || (a.meetingId < b.meetingId ? -1 : 1))
}

/** The earliest instant that a change is about: a meeting that moved away from this afternoon is news for this afternoon. Null: all of it has passed. */
export function soonestOf(changes: readonly AgendaChange[], nowMs: number): number | null {
  const instants = changes.flatMap(({ now, before }) => [now.startsAtMs, ...(before === null ? [] : [before.startsAtMs])]).filter((at) => at > nowMs)
  return instants.length === 0 ? null : Math.min(...instants)
}
