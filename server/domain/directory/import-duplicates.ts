import { identifyingHost } from './contact.ts'
import type { OrganizationDraft, PersonDraft } from './drafts.ts'
import type { ImportRecord } from './import-types.ts'
import { coreKey, nameKey, type ToSimplified } from './names.ts'

/** What is already known, as far as it can tell whether a row is the same. */
export type KnownOrganization = Pick<OrganizationDraft, 'nameZh' | 'nameEn' | 'legalName' | 'uscc' | 'website'> & { id: string; aliases: readonly string[]; emails: readonly string[] }
export type KnownPerson = Pick<PersonDraft, 'nameZh' | 'nameEn' | 'email' | 'phone' | 'organizationName'> & { id: string }

export type DuplicateReason = 'uscc' | 'email' | 'phone' | 'name' | 'website' | 'similar_name'

/** The other one: a stored record by id, or an earlier row of the same file. */
export type Twin = { id: string } | { row: number }

/** `same`: take as one unless told otherwise. `similar`: a person should look. */
export type Duplicate = { kind: 'none' } | { kind: 'same' | 'similar'; reason: DuplicateReason; twin: Twin }

type Keys = { strong: [DuplicateReason, string][]; weak: [DuplicateReason, string][]; uscc: string | null }
type Known = { twin: Twin; uscc: string | null }

function organizationKeys(item: Omit<KnownOrganization, 'id'>, toSimplified: ToSimplified): Keys {
  const names = [...new Set([item.nameZh, item.nameEn, item.legalName, ...item.aliases].filter((name) => name !== null && name !== ''))] as string[]
  const host = identifyingHost(item.website)
  const strong: Keys['strong'] = names.flatMap((name) => prefixed('name', nameKey(name, toSimplified)))
  if (item.uscc !== null) strong.unshift(['uscc', `uscc:${item.uscc}`])
  const weak: Keys['weak'] = host === null ? [] : [['website', `host:${host}`]]
  weak.push(...item.emails.map((email): [DuplicateReason, string] => ['email', `email:${email}`]))
  weak.push(...names.flatMap((name) => prefixed('similar_name', coreKey(name, toSimplified))))
  return { strong, weak, uscc: item.uscc }
}

function prefixed(reason: DuplicateReason, key: string): [DuplicateReason, string][] {
  return key === '' ? [] : [[reason, `${reason}:${key}`]]
}

function personKeys(item: Omit<KnownPerson, 'id'>, toSimplified: ToSimplified): Keys {
  const names = [item.nameZh, item.nameEn].filter((name) => name !== null && name !== '') as string[]
  const firm = item.organizationName === null ? '' : nameKey(item.organizationName, toSimplified)
  const strong: Keys['strong'] = item.email === null ? [] : [['email', `email:${item.email}`]]
  // Two people of one name are common; of one name in one firm they are one person nearly always.
  if (firm !== '') strong.push(...names.flatMap((name) => prefixed('name', `${nameKey(name, toSimplified)}@${firm}`)))
  return { strong, weak: item.phone === null ? [] : [['phone', `phone:${item.phone}`]], uscc: null }
}

/** Two different credit codes are two legal persons, however alike the names: then never `same`. */
function match(keys: Keys, known: Map<string, Known>): Duplicate {
  let similar: Duplicate = { kind: 'none' }
  for (const [reason, key] of [...keys.strong, ...keys.weak]) {
    const other = known.get(key)
    if (other === undefined) continue
    const isStrong = keys.strong.some(([, strongKey]) => strongKey === key)
    const differs = keys.uscc !== null && other.uscc !== null && keys.uscc !== other.uscc
    if (isStrong && !differs) return { kind: 'same', reason, twin: other.twin }
    if (similar.kind === 'none') similar = { kind: 'similar', reason, twin: other.twin }
  }
  return similar
}

function remember(keys: Keys, twin: Twin, known: Map<string, Known>): void {
  for (const [, key] of [...keys.strong, ...keys.weak]) if (!known.has(key)) known.set(key, { twin, uscc: keys.uscc })
}

function keysOf(record: ImportRecord, toSimplified: ToSimplified): Keys {
  const { organization, people } = record.values
  if (organization !== null) return organizationKeys({ ...organization, emails: people.flatMap((person) => person.email ?? []) }, toSimplified)
  const [person] = people
  return person === undefined ? { strong: [], weak: [], uscc: null } : personKeys(person, toSimplified)
}

/**
 * Tells of record after record, in the order of the file, whether it is already known: against stored records and against
 * the records asked about before. Stored records win. Each question costs the same, so a caller can pause between them.
 */
export function createDuplicateFinder(
  existing: { organizations?: readonly KnownOrganization[]; people?: readonly KnownPerson[] },
  toSimplified: ToSimplified,
): (record: ImportRecord) => Duplicate {
  const stored = new Map<string, Known>()
  for (const item of existing.organizations ?? []) remember(organizationKeys(item, toSimplified), { id: item.id }, stored)
  for (const item of existing.people ?? []) remember(personKeys(item, toSimplified), { id: item.id }, stored)
  const inFile = new Map<string, Known>()
  return (record) => {
    const keys = keysOf(record, toSimplified)
    const fromStore = match(keys, stored)
    const fromFile = fromStore.kind === 'same' ? fromStore : match(keys, inFile)
    remember(keys, { row: record.row }, inFile)
    return fromFile.kind === 'same' || fromStore.kind === 'none' ? fromFile : fromStore
  }
}

/** For each record, in order, whether it is already known. Linear in records and names. */
export function findDuplicates(records: readonly ImportRecord[], existing: Parameters<typeof createDuplicateFinder>[0], toSimplified: ToSimplified): Duplicate[] {
  return records.map(createDuplicateFinder(existing, toSimplified))
}
