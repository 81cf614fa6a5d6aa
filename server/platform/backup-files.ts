import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'

/** Where the files of a backup lie, beside its database. */
export const filesOf = (backup: string): string => `${backup}.files`

/** A file that is still being written. */
const isWhole = (path: string): boolean => !path.endsWith('.part')

/** Copies what people have uploaded; files never change once written, so what is there already is not copied again. */
export function copyFiles(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const folder of readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    cpSync(join(from, folder.name), join(to, folder.name), { recursive: true, force: false, errorOnExist: false, preserveTimestamps: true, filter: isWhole })
  }
}

/** Files that a database speaks of and a folder lacks: decks that count. */
export function missingFiles(database: string, folder: string): string[] {
  const copy = new Sqlite(database, { readonly: true, fileMustExist: true })
  try {
    const keys = copy.prepare(`SELECT "fileKey" FROM "PitchDeck" WHERE "currentKey" IS NOT NULL ORDER BY "fileKey"`).pluck().all() as string[]
    return keys.filter((key) => !existsSync(join(folder, 'decks', key)))
  } finally {
    copy.close()
  }
}

/** Puts a backup's files in place of those that are there, which stay beside them as `files.replaced`; a backup without any leaves them. */
export function putBackFiles(backup: string, folder: string): void {
  if (!existsSync(filesOf(backup))) return
  if (existsSync(folder)) {
    rmSync(`${folder}.replaced`, { recursive: true, force: true })
    renameSync(folder, `${folder}.replaced`)
  }
  copyFiles(filesOf(backup), folder)
}
