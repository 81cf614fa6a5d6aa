import type { Actor } from '#server/domain/access/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { RoomAddress } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

/** What a feature says about one kind of room: who may be in it and what it shows. */
export type RoomKind = {
  /** False is answered like a room that doesn't exist. */
  mayJoin(actor: Actor, address: RoomAddress): Promise<boolean>
  snapshot(actor: Actor, address: RoomAddress): Promise<unknown>
}
export type RoomKinds = Record<RoomAddress['kind'], RoomKind>

/** More missed facts than this and a snapshot is cheaper. */
const mostFactsReplayed = 200

export type RoomHistory = {
  head(room: string): Promise<number>
  /** Facts after `seq` in order, or null where a snapshot is needed (too many, or a seq that never was). */
  since(room: string, seq: number): Promise<{ facts: Fact[]; seq: number } | null>
}

export function createRoomHistory(ground: { db: Database; clock: Clock }): RoomHistory {
  const head = async (room: string): Promise<number> => {
    const row = await ground.db.client.roomHead.findUnique({ where: { room }, select: { seq: true } })
    return row?.seq ?? 0
  }
  return {
    head,
    async since(room, seq) {
      const now = await head(room)
      if (seq > now || now - seq > mostFactsReplayed) return null
      if (seq === now) return { facts: [], seq: now }
      const rows = await ground.db.client.roomFact.findMany({ where: { room, seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: mostFactsReplayed + 1 })
      const complete = rows[0]?.seq === seq + 1
      if (!complete) return null
      const facts = rows.map((row) => ({ room, seq: row.seq, at: row.at.getTime(), name: row.name, payload: row.payload }) as Fact)
      return { facts, seq: facts.at(-1)?.seq ?? now }
    },
  }
}
