import type { PersonDraft, PreferenceDraft } from './drafts.ts'
import type { ImportTarget } from './import-fields.ts'
import type { Judged } from './import-judge.ts'
import { fieldsOfDraft, fillGaps, type OrganizationFields } from './organization-fields.ts'
import type { Side } from '../access/actor.ts'

/** One organization that a roster brings or adds to, with everything its rows say. `existingId` null: a new one. */
export type PlannedOrganization = {
  existingId: string | null
  /** Null in a list of people, which says nothing of the organization itself. */
  fields: OrganizationFields | null
  preference: PreferenceDraft | null
  people: PersonDraft[]
}

/** Which side of the matchmaking a list brings; people join the side of their organization. */
export const sideOfTarget: Record<Exclude<ImportTarget, 'people'>, Side> = { startups: 'startup', investors: 'investor', acquirers: 'acquirer' }

/**
 * Judged records → organizations to make or fill, in the order of the file. Rows that merge become part of the first;
 * skipped ones are left out. Call it only when nothing is bad.
 */
export function planImport(judged: readonly Judged[], organizationNamed: (name: string) => string | null): PlannedOrganization[] {
  const plan = new Map<string, PlannedOrganization>()
  for (const { record, state, into } of judged) {
    if (state === 'skipped' || state === 'bad') continue
    const { organization, preference, people } = record.values
    const [person] = people
    const ofPerson = organization === null && person?.organizationName ? organizationNamed(person.organizationName) : null
    if (organization === null && ofPerson === null) continue
    const existingId = organization === null ? ofPerson : into !== null && 'id' in into ? into.id : null
    const key = existingId ?? `row ${into !== null && 'row' in into ? into.row : record.row}`
    const planned = plan.get(key) ?? { existingId, fields: null, preference: null, people: [] }
    if (organization !== null) {
      const fields = fieldsOfDraft(organization, people, preference)
      planned.fields = planned.fields === null ? fields : fillGaps(planned.fields, fields).after
    }
    planned.preference ??= preference
    planned.people.push(...people)
    plan.set(key, planned)
  }
  return [...plan.values()]
}

/** Those who can be made delegates: they have a name and an address. One per address. */
export function delegatesOf({ people }: PlannedOrganization): (PersonDraft & { email: string })[] {
  const byAddress = new Map<string, PersonDraft & { email: string }>()
  for (const person of people) {
    const { email } = person
    if (email === null || (person.nameZh === null && person.nameEn === null) || byAddress.has(email)) continue
    byAddress.set(email, { ...person, email })
  }
  return [...byAddress.values()]
}
