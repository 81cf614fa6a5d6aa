import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'

import { createAdmin, type AdminParts } from './admin-commands.ts'
import { openOutside } from './outside.ts'
import { backUp, restore } from './platform/backup.ts'
import { systemClock } from './platform/clock.ts'
import { readEnv } from './platform/env.ts'
import { createLogger } from './platform/logger.ts'

const usage = `npm run admin -- COMMAND …   (works on the folder DATA_DIR)

  create-organizer --email A --name N [--event SLUG]   an administrator, or an organizer of one event
  create-token --email A --name N [--scopes read,write,organize] [--event SLUG]
  list-tokens --email A
  revoke-token ID
  import --event SLUG --target startups|investors|acquirers|people --as EMAIL FILE   a roster, all or nothing
  verify-audit                                          proves that no line of the audit trail was changed
  verify-interest                                       proves the same of every event's ledger of interest
  backup FILE                                           while the server runs; uploaded files go to FILE.files
  restore FILE                                          with the server stopped
`

class Refused extends Error {}

/** One command a call; says what it did in one line, exits 1 with a sentence where it can't. */
async function main(words: string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile?.('.env')
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { email: { type: 'string' }, name: { type: 'string' }, event: { type: 'string' }, scopes: { type: 'string' }, target: { type: 'string' }, as: { type: 'string' }, help: { type: 'boolean' } },
  })
  const [command, argument] = positionals
  if (command === undefined || values.help === true) return print(usage)
  // Only the data is touched here: what a public server needs besides is not asked for.
  const env = readEnv({ ...process.env, NODE_ENV: 'development', TOUHAI_MODE: 'normal' })
  const file = env.DATABASE_URL?.replace(/^file:/, '') ?? join(env.DATA_DIR, 'touhai.sqlite')
  const files = join(env.DATA_DIR, 'files')
  if (command === 'restore') {
    restore(need(argument, 'FILE'), file, files)
    return print(`Restored ${file} and what was uploaded. What was there is kept as ${basename(file)}.replaced and files.replaced.`)
  }
  if (command === 'backup') {
    const missing = await backUp(file, need(argument, 'FILE'), files)
    const lost = missing.length === 0 ? '' : ` ${missing.length} uploaded files were lost before and are not in it: ${missing.slice(0, 5).join(', ')}.`
    return print(`Backed up to ${argument}, uploaded files to ${argument}.files.${lost}`)
  }
  const outside = await openOutside(env, systemClock, createLogger('silent'))
  try {
    print(await perform(createAdmin({ env, clock: systemClock, logger: createLogger('silent'), ...outside, nudge: () => undefined } satisfies AdminParts), command, values, argument))
  } finally {
    await outside.close()
  }
}

type Values = { email?: string; name?: string; event?: string; scopes?: string; target?: string; as?: string }

async function perform(admin: ReturnType<typeof createAdmin>, command: string, values: Values, argument: string | undefined): Promise<string> {
  switch (command) {
    case 'create-organizer':
      return admin.createOrganizer({ email: need(values.email, '--email'), name: need(values.name, '--name'), event: values.event })
    case 'create-token':
      return admin.createToken({ email: need(values.email, '--email'), name: need(values.name, '--name'), scopes: (values.scopes ?? 'read').split(','), event: values.event })
    case 'list-tokens':
      return admin.listTokens(need(values.email, '--email'))
    case 'revoke-token':
      return admin.revokeToken(need(argument, 'ID'))
    case 'import': {
      const path = need(argument, 'FILE')
      return admin.importRoster({ event: need(values.event, '--event'), target: need(values.target, '--target'), as: need(values.as, '--as'), fileName: basename(path), bytes: readFileSync(path) })
    }
    case 'verify-audit':
      return admin.verifyAudit()
    case 'verify-interest':
      return admin.verifyInterest()
    default:
      throw new Refused(`There is no command ${command}.\n\n${usage}`)
  }
}

function need(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Refused(`${what} is missing.\n\n${usage}`)
  return value
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
