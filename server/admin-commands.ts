import { createApp, type Platform } from './app.ts'
import { scopes as allScopes, system, type Scope } from './domain/access/actor.ts'
import type { AppError } from './domain/shared/result.ts'
import { readActor } from './features/identity/store.ts'
import { translator } from './i18n/server-messages.ts'
import { checkAudit } from './jobs/audit-check.ts'
import { hashSecret } from './platform/secrets.ts'
import { uploadInput } from './protocol/inputs/imports.ts'

export type AdminParts = Platform

/** Why it can't be done, as the product says it on its pages. */
function refused(error: AppError): Error {
  return new Error(translator('en')(`errors:${error.code}`, error.params ?? {}))
}

/** What the `admin` command can do; each answers with one line for the terminal and throws a sentence otherwise. */
export function createAdmin(parts: AdminParts) {
  const { db, clock, ids } = parts
  const app = createApp(parts)

  async function eventIdOf(slug: string): Promise<string> {
    const event = await db.client.event.findUnique({ where: { slug }, select: { id: true } })
    if (event === null) throw new Error(`There is no event ${slug}.`)
    return event.id
  }

  async function personIdOf(email: string): Promise<string> {
    const person = await db.client.person.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } })
    if (person === null) throw new Error('Nobody has that address.')
    return person.id
  }

  return {
    async createOrganizer(input: { email: string; name: string; event?: string }): Promise<string> {
      const email = input.email.toLowerCase()
      if (input.event !== undefined) {
        const granted = await app.events.grantRole(system, { eventId: await eventIdOf(input.event), email, role: 'organizer', organizationId: null })
        if (!granted.ok) throw refused(granted.error)
      }
      const at = new Date(clock.now())
      const name = { nameZh: input.name, nameEn: input.name }
      const isAdmin = input.event === undefined
      await db.client.person.upsert({ where: { email }, create: { id: ids.newId(), email, ...name, isAdmin, createdAt: at, updatedAt: at }, update: isAdmin ? { isAdmin } : {} })
      return isAdmin ? `${email} may now create series and events.` : `${email} is now an organizer of ${input.event}.`
    },

    async createToken(input: { email: string; name: string; scopes: string[]; event?: string }): Promise<string> {
      const unknown = input.scopes.filter((scope) => !allScopes.includes(scope as Scope))
      if (unknown.length > 0) throw new Error(`There is no scope ${unknown.join(', ')}. There are: ${allScopes.join(', ')}.`)
      const secret = `touhai_${ids.newSecret(32)}`
      const id = ids.newId()
      const eventId = input.event === undefined ? null : await eventIdOf(input.event)
      await db.client.apiToken.create({
        data: { id, hash: hashSecret(secret), personId: await personIdOf(input.email), eventId, name: input.name, scopes: input.scopes, createdAt: new Date(clock.now()) },
      })
      return `Token ${id}, shown this once:\n${secret}`
    },

    async listTokens(email: string): Promise<string> {
      const tokens = await db.client.apiToken.findMany({ where: { personId: await personIdOf(email), revokedAt: null }, orderBy: { createdAt: 'asc' } })
      return tokens.length === 0 ? 'No tokens.' : tokens.map((token) => `${token.id}  ${token.name}  ${(token.scopes as string[]).join(',')}  ${token.createdAt.toISOString()}`).join('\n')
    },

    async revokeToken(id: string): Promise<string> {
      const ended = await db.client.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date(clock.now()) } })
      if (ended.count === 0) throw new Error('There is no such token, or it has ended already.')
      return `Token ${id} has ended.`
    },

    async importRoster(input: { event: string; target: string; as: string; fileName: string; bytes: Uint8Array }): Promise<string> {
      const actor = await personIdOf(input.as).then((id) => db.read((sql) => readActor(sql, id)))
      const upload = uploadInput.safeParse({ ...input, eventId: await eventIdOf(input.event) })
      if (actor === null || !upload.success) throw new Error('The target must be one of startups, investors, acquirers, people.')
      const made = await app.imports.upload(actor, upload.data)
      if (!made.ok) throw refused(made.error)
      const batch = { eventId: upload.data.eventId, batchId: made.value.batchId }
      const taken = await app.imports.apply(actor, batch)
      if (!taken.ok) throw new Error(`${refused(taken.error).message} The draft is kept: mend it on the import page.`)
      return `Imported ${input.fileName}: ${taken.value.created} new, ${taken.value.updated} updated, ${taken.value.people} people.`
    },

    async verifyAudit(): Promise<string> {
      const { lines, broken } = await checkAudit(db)
      if (broken !== null) throw new Error(`The audit trail is broken at line ${broken.seq} (${broken.why}); ${lines} lines before it are sound.`)
      return `The audit trail is sound: ${lines} lines.`
    },

    /** Every event's ledger of interest; says how long each is, never what is in it. */
    async verifyInterest(): Promise<string> {
      const ledgers = await app.interest.check()
      const broken = ledgers.find((one) => one.check.broken !== null)
      if (broken?.check.broken) {
        const { broken: fault, lines } = broken.check
        throw new Error(fault.why === 'voices' ? `The ledger of ${broken.slug} is sound, but the voices that are kept are not what its ${lines} lines say.` : `The ledger of interest of ${broken.slug} is broken at line ${fault.seq} (${fault.why}); ${lines} lines before it are sound.`)
      }
      return ledgers.length === 0 ? 'No event has a ledger of interest yet.' : ledgers.map((one) => `The ledger of interest of ${one.slug} is sound: ${one.check.lines} lines.`).join('\n')
    },
  }
}
