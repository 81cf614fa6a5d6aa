import type { PersonId } from '#server/domain/shared/ids.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
let counter = 0

export type MadePerson = { id: PersonId; email: string }

/** Somebody with a name and a mailbox; no part in anything yet. */
export async function makePerson(db: Db, overrides: { email?: string; nameZh?: string; nameEn?: string; isAdmin?: boolean; phone?: string; locale?: string; zone?: string } = {}): Promise<MadePerson> {
  const id = ids.newId() as PersonId
  const email = overrides.email ?? `person-${++counter}@people.example`
  const at = new Date(Date.UTC(2026, 0, 1))
  await db.client.person.create({ data: { id, email, nameZh: '林知远', nameEn: 'Lin Zhiyuan', createdAt: at, updatedAt: at, ...overrides } })
  return { id, email }
}

/** A browser session; `secret` is what the cookie carries, `id` what the database knows. */
export async function makeSession(db: Db, personId: string): Promise<{ secret: string; id: string; publicId: string }> {
  const secret = ids.newSecret()
  const id = hashSecret(secret)
  const publicId = ids.newId()
  const at = new Date(Date.UTC(2026, 0, 1))
  // Used later than any clock of a test stands, so that no session of theirs is idle.
  const lastSeenAt = new Date(Date.UTC(2098, 0, 1))
  await db.client.authSession.create({ data: { id, publicId, personId, createdAt: at, lastSeenAt, expiresAt: new Date(Date.UTC(2099, 0, 1)) } })
  return { secret, id, publicId }
}
