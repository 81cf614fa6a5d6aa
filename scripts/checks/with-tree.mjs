import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { root } from '../run-command.mjs'

/**
 * Writes a small repository (`{ 'path/in/it.ts': 'text' }`) into a temporary folder, runs `work(folder)` and removes it.
 * `like` names files of our own repository that it shall have too; packages are ours.
 */
export async function withTree(files, work, like = []) {
  const folder = mkdtempSync(join(tmpdir(), 'touhai-check-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    for (const path of like) copyFileSync(join(root, path), join(folder, path))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `file:line what` of each problem, sorted: what a test compares. */
export function brief(problems) {
  return problems.map(({ file, line, what }) => `${file}:${line} ${what}`).sort()
}
