import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root folder of the repository, whatever the current folder is. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Path of a tool that npm has installed, e.g. `bin('vitest')`. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

/**
 * npm starts a script through a shell, and a shell that is told to end doesn't pass that on: whoever stops npm would leave
 * us behind as an orphan. Calls `end` once the shell that started us is gone; does nothing where npm didn't start us.
 */
export function onOrphaned(end) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, 250)
  timer.unref()
}

/**
 * Runs a command with inherited output and answers its exit code; a signal counts as failure. SIGINT and SIGTERM are
 * passed on, so that pressing Ctrl-C once ends the child in its own orderly way and then us.
 */
export function run(command, args = [], { env = {}, cwd = root, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env }, shell: process.platform === 'win32' })
    const forward = (signal) => child.kill(signal)
    onOrphaned(() => child.kill('SIGTERM'))
    process.on('SIGINT', forward).on('SIGTERM', forward)
    const done = () => process.off('SIGINT', forward).off('SIGTERM', forward)
    child.on('error', (error) => (done(), reject(error)))
    child.on('close', (code) => (done(), resolve(code ?? 1)))
  })
}

/** Runs a command silently: `{ code, stdout, stderr }`. */
export function capture(command, args = [], { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, shell: process.platform === 'win32' })
    const out = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => (out.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (out.stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, ...out }))
  })
}

/** True where the module of this URL was started by `node`, not imported. */
export function isEntry(moduleUrl) {
  return process.argv[1] !== undefined && fileURLToPath(moduleUrl) === process.argv[1]
}

/** A failure that a person has caused or can mend: printed as one message without a stack. */
export class Stop extends Error {}

/** Runs the main function of a script and turns its outcome into an exit code. */
export async function main(work) {
  try {
    const code = await work()
    process.exitCode = typeof code === 'number' ? code : 0
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
