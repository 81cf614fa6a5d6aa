import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'

import Sqlite from 'better-sqlite3'

import { copyFiles, filesOf, missingFiles, putBackFiles } from './backup-files.ts'

/**
 * Copies the database as it is at one moment while the server goes on, and what people have uploaded (`files`, the folder
 * where that lies) beside it as `<to>.files`; refuses to overwrite. A file that the copied database speaks of and that was
 * replaced while copying is found missing, and the copy is made anew. Answers with the files that are missing all the same,
 * because they were lost before.
 */
export async function backUp(file: string, to: string, files?: string): Promise<string[]> {
  for (const place of [to, filesOf(to)]) if (existsSync(place)) throw new Error(`${place} is already there`)
  for (let tries = 1; ; tries++) {
    if (files !== undefined) copyFiles(files, filesOf(to))
    await copyDatabase(file, to)
    if (files === undefined) return []
    copyFiles(files, filesOf(to))
    const missing = missingFiles(to, filesOf(to))
    if (missing.length === 0 || tries === mostTries) return missing
    rmSync(to)
  }
}

const mostTries = 3

async function copyDatabase(file: string, to: string): Promise<void> {
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

/**
 * Puts a sound backup in place of the database and its uploaded files in place of those in `files`; what was there stays
 * beside it as `….replaced`. The server must be stopped.
 */
export function restore(from: string, file: string, files?: string): void {
  const found = checkIntegrity(from)
  if (found !== 'ok') throw new Error(`the backup is damaged: ${found}`)
  if (existsSync(file)) {
    refuseWhileOpen(file)
    renameSync(file, `${file}.replaced`)
  }
  for (const side of ['-wal', '-shm']) rmSync(`${file}${side}`, { force: true })
  copyFileSync(from, file)
  leapRooms(file)
  if (files !== undefined) putBackFiles(from, files)
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
