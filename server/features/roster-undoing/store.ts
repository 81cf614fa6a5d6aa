import type { Effects } from '#server/features/roster-taking/store.ts'
import type { Tx } from '#server/platform/db.ts'
import { chunks, forMany } from '#server/platform/in-chunks.ts'

/** What has happened to the rows of an import since: names of those that keep it from being undone. */
export async function findEdited(tx: Tx, { created, updated }: Effects): Promise<string[]> {
  const names = { nameZh: true, nameEn: true } as const
  const organizations = await forMany(created.organizations, (some) => tx.organization.findMany({ where: { id: { in: some }, version: { not: 1 } }, select: names }))
  const filled = await forMany(updated, async (some) => {
    const versions = new Map(some.map((item) => [item.organizationId, item.version]))
    const rows = await tx.organization.findMany({ where: { id: { in: [...versions.keys()] } }, select: { id: true, version: true, ...names } })
    return rows.filter((row) => row.version !== versions.get(row.id))
  })
  const preferences = await forMany(created.preferences, (some) => tx.preference.findMany({ where: { id: { in: some }, version: { not: 1 } }, select: { organization: { select: names } } }))
  const claims = await forMany(created.claims, (some) => tx.claim.findMany({ where: { id: { in: some }, state: { not: 'draft' } }, select: { organization: { select: names } } }))
  const people = await forMany(created.people, (some) => tx.person.findMany({ where: { id: { in: some }, version: { not: 1 } }, select: names }))
  return [...organizations, ...filled, ...preferences.map((row) => row.organization), ...claims.map((row) => row.organization), ...people].map((row) => row.nameZh || row.nameEn)
}

const some = { some: {} }
/** Pitches and all that goes with them, interest and wishes. */
const partsTaken = [
  { pitches: some }, { pitchBookings: some }, { pitchWaiting: some }, { pitchRankings: some }, { pitchSwapsFrom: some }, { pitchSwapsTo: some }, { pitchDecks: some }, { techChecks: some },
  { interests: some }, { wishes: some }, { wishedBy: some }, { clearingList: { isNot: null } },
]

/** Rows that something outside the import hangs on: requests, meetings, pitches, interest, sign-ins, seats, other events, further delegates. */
export async function findInUse(tx: Tx, { created, returned = [] }: Effects): Promise<string[]> {
  const names = { nameZh: true, nameEn: true } as const
  const dealings = await forMany(created.delegations, (some) =>
    tx.delegation.findMany({
      where: { id: { in: some }, OR: [{ sent: { some: {} } }, { received: { some: {} } }, { meetingsA: { some: {} } }, { meetingsB: { some: {} } }, { marks: { some: {} } }, { markedBy: { some: {} } }, ...partsTaken] },
      select: { organization: { select: names } },
    }))
  const [pending, scheduled] = [{ some: { state: 'pending' } }, { some: { state: 'scheduled' } }]
  const busy = await forMany(returned, (some) =>
    tx.delegation.findMany({ where: { id: { in: some }, OR: [{ sent: pending }, { received: pending }, { meetingsA: scheduled }, { meetingsB: scheduled }, { pitchBookings: { some: {} } }] }, select: { organization: { select: names } } }))
  const ours = { delegations: new Set(created.delegations), delegates: new Set(created.delegates), roles: new Set(created.roles), claims: new Set(created.claims), preferences: new Set(created.preferences) }
  const foreign = (rows: { id: string }[], own: Set<string>): boolean => rows.some((row) => !own.has(row.id))
  const organizations = await forMany(created.organizations, async (some) => {
    const id = { id: true } as const
    const rows = await tx.organization.findMany({ where: { id: { in: some } }, select: { ...names, delegations: { select: { id: true, delegates: { select: id } } }, roles: { select: id }, claims: { select: id }, preferences: { select: id } } })
    return rows.filter((row) =>
      foreign(row.delegations, ours.delegations) || foreign(row.delegations.flatMap((one) => one.delegates), ours.delegates) || foreign(row.roles, ours.roles) || foreign(row.claims, ours.claims) || foreign(row.preferences, ours.preferences))
  })
  const people = await forMany(created.people, async (some) => {
    const id = { id: true } as const
    const rows = await tx.person.findMany({ where: { id: { in: some } }, select: { ...names, delegates: { select: id }, roles: { select: id }, _count: { select: { sessions: true, tokens: true, attendances: true, appearances: true, seats: true, registrations: true, consents: true, invitations: true } } } })
    return rows.filter((row) => foreign(row.delegates, ours.delegates) || foreign(row.roles, ours.roles) || Object.values(row._count).some((count) => count > 0))
  })
  return [...[...dealings, ...busy].map((row) => row.organization), ...organizations, ...people].map((row) => row.nameZh || row.nameEn)
}

/** Deletes what an import made, dependants first, and takes off again what it brought back. */
export async function deleteCreated(tx: Tx, { created, returned = [] }: Effects): Promise<void> {
  const among = (some: string[]) => ({ where: { id: { in: some } } })
  for (const some of chunks(created.roles)) await tx.eventRole.deleteMany(among(some))
  for (const some of chunks(created.delegates)) await tx.delegate.deleteMany(among(some))
  for (const some of chunks(returned)) await tx.delegation.updateMany({ where: { id: { in: some } }, data: { status: 'withdrawn' } })
  for (const some of chunks(created.delegations)) await tx.delegation.deleteMany(among(some))
  for (const some of chunks(created.claims)) await tx.claim.deleteMany(among(some))
  for (const some of chunks(created.preferences)) await tx.preference.deleteMany(among(some))
  for (const some of chunks(created.people)) await tx.person.deleteMany(among(some))
  for (const some of chunks(created.organizations)) await tx.organization.deleteMany(among(some))
}
