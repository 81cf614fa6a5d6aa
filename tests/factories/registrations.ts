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

type Db = Pick<TestApp['db'], 'client'>
const made = new Date(Date.UTC(2026, 0, 1))

/** A form and one registration with it, written straight into the database, past all rules. */
export async function makeRegistration({ db }: { db: Db }, eventId: string, personId: string, more: { state?: string; name?: string; kind?: string; until?: Date; reasonText?: string } = {}): Promise<{ formId: string; registrationId: string; poolId: string }> {
  const { state = 'submitted', name = '周岚', kind = 'guest', until = null, reasonText = '' } = more
  const form = await db.client.registrationForm.findUnique({ where: { eventId_kind: { eventId, kind } } })
  const formId = form?.id ?? ids.newId()
  if (form === null) {
    await db.client.registrationForm.create({ data: { id: formId, eventId, kind, isOpen: true, nameZh: name, nameEn: name, createdAt: made, updatedAt: made } })
    await db.client.registrationFormVersion.create({ data: { formId, version: 1, questions: [], consents: [], sessions: [], createdAt: made } })
  }
  const pool = await db.client.registrationPool.findFirst({ where: { eventId } })
  const poolId = pool?.id ?? ids.newId()
  if (pool === null) await db.client.registrationPool.create({ data: { id: poolId, eventId, places: 50 } })
  const registrationId = ids.newId()
  const badge = { nameZh: name, nameEn: name, organizationZh: name, organizationEn: name, titleZh: '', titleEn: '', phone: '' }
  await db.client.registration.create({ data: { id: registrationId, eventId, personId, formId, formVersion: 1, kind, state, badge, answers: {}, sessionIds: [], until, reasonCode: state === 'declined' ? 'other' : '', reasonText, createdAt: made, updatedAt: made } })
  if (state === 'confirmed') await db.client.ticket.create({ data: { id: ids.newId(), registrationId, eventId, code: ids.newSecret(16), issuedAt: made } })
  return { formId, registrationId, poolId }
}

/** A list and one invitation of it, past all rules; answers are awaited for decades. */
export async function makeInvitation({ db }: { db: Db }, eventId: string, personId: string, name = '嘉宾'): Promise<{ listId: string; invitationId: string }> {
  const [listId, invitationId] = [ids.newId(), ids.newId()]
  const filter = { side: '', kinds: [], aumAtLeast: '', isPartner: false, sectors: [], language: '', claim: '', met: '', q: '' }
  await db.client.invitationList.create({ data: { id: listId, eventId, nameZh: name, nameEn: name, kind: 'guest', filter, quotas: [], messageZh: name, messageEn: name, answerBy: new Date(Date.UTC(2098, 0, 1)), createdAt: made } })
  await db.client.invitation.create({ data: { id: invitationId, listId, eventId, personId, state: 'invited', createdAt: made } })
  return { listId, invitationId }
}
