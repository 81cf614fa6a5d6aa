import type { PersonActor } from '#server/domain/access/actor.ts'
import type { PersonId } from '#server/domain/shared/ids.ts'
import { createIds } from '#server/platform/ids.ts'
import { saveFormInput, submitInput, type SubmitInput } from '#server/protocol/inputs/registration.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import type { TestApp } from '#tests/setup/app.ts'

const ids = createIds()

export const plainPerson = (personId: PersonId): PersonActor => ({ kind: 'person', personId, isAdmin: false, roles: [], delegations: [], token: null })

export type MadeForm = { id: string; version: number; kind: string; eventId: string; organizer: PersonActor }

/** An open form as an organizer saves it; free, without approval and without questions unless told otherwise. */
export async function makeForm(test: TestApp, eventId: string, overrides: Record<string, unknown> = {}, organizer?: PersonActor): Promise<MadeForm> {
  const by = organizer ?? (await makeStaff(test.db, eventId))
  const input = saveFormInput.parse({ eventId, version: 0, kind: 'guest', nameZh: '嘉宾', nameEn: 'Guest', isOpen: true, cancelHours: 24, offerMinutes: 60, payMinutes: 120, groupMost: 1, ...overrides })
  const saved = await test.app.registrations.saveForm(by, input)
  if (!saved.ok) throw new Error(`${saved.error.code} ${JSON.stringify(saved.error.fields)}`)
  return { id: saved.value.formId, version: saved.value.version, kind: input.kind, eventId, organizer: by }
}

/** So many places for everybody at the event, or for those named. */
export async function makePool(test: TestApp, form: MadeForm, places: number, more: { kind?: string; segment?: string; sessionId?: string } = {}): Promise<string> {
  const saved = await test.app.registrations.savePool(form.organizer, { eventId: form.eventId, poolId: '', version: 0, sessionId: '', kind: '', segment: '', places, ...more } as never)
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.poolId ?? ''
}

export const filled = (form: MadeForm, more: Record<string, unknown> = {}): SubmitInput =>
  submitInput.parse({ eventId: form.eventId, formId: form.id, formVersion: form.version, badge: { nameZh: '周岚', nameEn: 'Zhou Lan', organizationZh: '远山资本', phone: '' }, ...more })

export type Applicant = { actor: PersonActor; id: PersonId; email: string }
/** So many people with a name and a mailbox and no part in anything yet. */
export async function makeApplicants(test: TestApp, many: number): Promise<Applicant[]> {
  const people = Array.from({ length: many }, () => { const id = ids.newId() as PersonId; return { id, email: `${id}@people.example`, actor: plainPerson(id) } })
  const at = new Date(Date.UTC(2026, 0, 1))
  await test.db.client.person.createMany({ data: people.map(({ id, email }) => ({ id, email, nameZh: '林知远', nameEn: 'Lin Zhiyuan', createdAt: at, updatedAt: at })) })
  return people
}
