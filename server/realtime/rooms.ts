import type { Actor } from '#server/domain/access/actor.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
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

type FactRow = { seq: number; at: number; name: string; payload: string }

export function createRoomHistory(ground: { db: Database }): RoomHistory {
  const headOf = (sql: SyncSql, room: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0
  return {
    head: async (room) => ground.db.read((sql) => headOf(sql, room)),
    // Prepared SQL: after a restart a whole hall asks within seconds.
    since: async (room, seq) =>
      ground.db.read((sql) => {
        const now = headOf(sql, room)
        if (seq > now || now - seq > mostFactsReplayed) return null
        if (seq === now) return { facts: [], seq: now }
        const rows = sql.all<FactRow>(`SELECT "seq", "at", "name", "payload" FROM "RoomFact" WHERE "room" = ? AND "seq" > ? ORDER BY "seq" LIMIT ?`, room, seq, mostFactsReplayed + 1)
        if (rows[0]?.seq !== seq + 1) return null
        const facts = rows.map((row) => ({ room, seq: row.seq, at: row.at, name: row.name, payload: JSON.parse(row.payload) as unknown }) as Fact)
        return { facts, seq: facts.at(-1)?.seq ?? now }
      }),
  }
}
