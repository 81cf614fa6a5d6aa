import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const oldestMs = 30 * 60_000

function isAlive(holder) {
  if (!Number.isInteger(holder.pid) || Date.now() - holder.since > oldestMs) return false
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, since: Date.now() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null // just released, or being written
  }
}

/** Removes the lock of a dead holder. Renaming first makes sure that only one of several waiters clears it. */
function clear(file, dead) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    const moved = holderOf(aside)
    if (moved && moved.pid !== dead.pid) renameSync(aside, file)
    else rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

/**
 * Runs `work` while no other process of this clone is in the same section. A second caller waits for the first one;
 * a lock whose holder has died, or that is older than half an hour, is taken over.
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true })
  for (let waited = false; !take(file); ) {
    const holder = holderOf(file)
    if (holder && !isAlive(holder)) {
      clear(file, holder)
      continue
    }
    if (!waited) onWait(holder)
    waited = true
    await pause(200)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
