import { err, type Result } from '#server/domain/shared/result.ts'

import { readSpreadsheet, type Sheet } from './spreadsheet-read.ts'
import { startThread } from './thread.ts'

/** Less than this is read faster than a thread starts. */
const smallBytes = 200_000
const patienceMs = 120_000
const memoryMb = 2_000

/**
 * A file as a table, as `readSpreadsheet` gives it, with a large one read in a thread of its own: unpacking fifty thousand
 * rows takes seconds, and nobody else's page waits for them. One that takes more time or memory than any roster needs is
 * `import.bad_file`.
 */
export function openSpreadsheet(bytes: Uint8Array): Promise<Result<Sheet>> {
  return bytes.length < smallBytes ? readSpreadsheet(bytes) : readInThread(bytes)
}

function readInThread(bytes: Uint8Array): Promise<Result<Sheet>> {
  const thread = startThread('spreadsheet-worker', { workerData: bytes, name: 'spreadsheet', resourceLimits: { maxOldGenerationSizeMb: memoryMb } })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(err('import.bad_file')), patienceMs)
    const finish = (answer: Result<Sheet>): void => {
      clearTimeout(timer)
      resolve(answer)
      void thread.terminate()
    }
    thread.once('message', finish)
    thread.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return finish(err('import.bad_file'))
      clearTimeout(timer)
      reject(error)
    })
  })
}
