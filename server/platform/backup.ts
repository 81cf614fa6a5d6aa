import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'

import Sqlite from 'better-sqlite3'

/** Copies the database as it is at one moment while the server goes on; refuses to overwrite. */
export async function backUp(file: string, to: string): Promise<void> {
  if (existsSync(to)) throw new Error(`${to} is already there`)
  const source = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    await source.backup(to)
  } finally {
    source.close()
  }
}

/** `ok`, or what SQLite found wrong with a file. */
export function checkIntegrity(file: string): string {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    return String(copy.pragma('integrity_check', { simple: true }))
  } finally {
    copy.close()
  }
}

/** Puts a sound backup in place of the database; the old file stays beside it as `….replaced`. The server must be stopped. */
export function restore(from: string, file: string): void {
  const found = checkIntegrity(from)
  if (found !== 'ok') throw new Error(`the backup is damaged: ${found}`)
  if (existsSync(file)) {
    refuseWhileOpen(file)
    renameSync(file, `${file}.replaced`)
  }
  for (const side of ['-wal', '-shm']) rmSync(`${file}${side}`, { force: true })
  copyFileSync(from, file)
  leapRooms(file)
}

/** Further than any client can have come since the backup was taken. */
const leap = 1_000_000

/**
 * Numbers of facts go on far behind those that were given out between the backup and now. A client that heard some of
 * those would otherwise be sent the facts of another history that bear the same numbers.
 */
function leapRooms(file: string): void {
  const restored = new Sqlite(file)
  try {
    restored.exec(`
      INSERT OR IGNORE INTO "RoomHead" ("room", "seq") SELECT 'event:' || "id", 0 FROM "Event" UNION ALL SELECT 'desk:' || "id", 0 FROM "Event";
      INSERT OR IGNORE INTO "RoomHead" ("room", "seq") SELECT 'stage:' || "id", 0 FROM "Stage" UNION ALL SELECT 'crew:' || "id", 0 FROM "Stage";
      INSERT OR IGNORE INTO "RoomHead" ("room", "seq") SELECT DISTINCT 'agenda:' || "eventId" || ':' || "personId", 0 FROM "EventRole";
      INSERT OR IGNORE INTO "RoomHead" ("room", "seq") SELECT 'pitching:' || "id", 0 FROM "Event" UNION ALL SELECT 'pitch:' || "eventId" || ':' || "id", 0 FROM "Delegation";
      UPDATE "RoomHead" SET "seq" = "seq" + ${leap}`)
  } finally {
    restored.close()
  }
}

/** In exclusive locking mode SQLite opens a WAL database only when nobody else has it open. */
function refuseWhileOpen(file: string): void {
  const probe = new Sqlite(file, { timeout: 0 })
  try {
    probe.pragma('locking_mode = EXCLUSIVE')
    probe.exec('BEGIN EXCLUSIVE; COMMIT')
    probe.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    throw new Error('the database is in use: stop the server first')
  } finally {
    probe.close()
  }
}
