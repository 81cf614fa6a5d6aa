import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

const folder = dirname(fileURLToPath(import.meta.url))

/** Starts `<name>.ts` of this folder as a thread. Bundled, it lies beside the server; from source it has to be taught TypeScript first. */
export function startThread(name: string, options: WorkerOptions): Worker {
  const bundled = join(folder, `${name}.js`)
  if (import.meta.url.endsWith('.js') && existsSync(bundled)) return new Worker(bundled, options)
  // tsx given by --import does nothing outside the main thread, and what require finds under its name can't be imported.
  const tsx = join(dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs')
  const [api, source] = [tsx, join(folder, `${name}.ts`)].map((path) => JSON.stringify(pathToFileURL(path).href))
  const bootstrap = `import { register } from ${api}; register(); await import(${source})`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(bootstrap)}`), options)
}

const niceness = { near: 5, far: 10 }

/**
 * Called in a thread whose work can wait: others go first. On Linux niceness belongs to the thread; elsewhere it would
 * slow the whole process down, so nothing is done.
 */
export function stepBack(how: keyof typeof niceness = 'near'): void {
  if (process.platform === 'linux') setPriority(0, niceness[how])
}
