import type { Prisma } from '#prisma/generated/client.ts'

import type { App } from './app.ts'
import { personKeys } from './domain/directory/organization-keys.ts'
import type { RegistrationState } from './domain/registration/standing.ts'
import { readActor } from './features/identity/store.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import type { Ids } from './platform/ids.ts'
import { phonetics } from './platform/pinyin.ts'

type Parts = { db: Database; clock: Clock; ids: Ids }
type Guest = { personId: string; kind: string; badge: Record<'nameZh' | 'nameEn' | 'organizationZh' | 'organizationEn' | 'titleZh' | 'titleEn' | 'phone', string> }

const crew = { nameZh: '叶青禾', nameEn: 'Ye Qinghe', titleZh: '现场签到', titleEn: 'Door crew', email: 'door@touhai.example', locale: 'zh-CN' }
const forms = [
  { kind: 'investor', nameZh: '投资机构', nameEn: 'Investors', isOpen: false, needsApproval: true, isPaid: false },
  { kind: 'founder', nameZh: '路演企业', nameEn: 'Founders', isOpen: false, needsApproval: true, isPaid: false },
  { kind: 'observer', nameZh: '付费观摩', nameEn: 'Paying visitors', isOpen: true, needsApproval: true, isPaid: true },
  { kind: 'guest', nameZh: '现场嘉宾', nameEn: 'Guests', isOpen: true, needsApproval: false, isPaid: false },
]
const odd: { state: RegistrationState; kind: string; reasonCode?: string; ticket?: 'void' }[] = [
  { state: 'approved', kind: 'observer' }, { state: 'approved', kind: 'observer' }, { state: 'approved', kind: 'observer' },
  { state: 'cancelled', kind: 'investor', ticket: 'void' }, { state: 'cancelled', kind: 'founder', ticket: 'void' }, { state: 'cancelled', kind: 'observer', reasonCode: 'refunded', ticket: 'void' },
  { state: 'declined', kind: 'investor', reasonCode: 'not_the_audience' }, { state: 'submitted', kind: 'investor' }, { state: 'submitted', kind: 'founder' },
]
const mostArriving = 60

/** Codes of the demo are of the shape of real ones and guessable: nothing is behind them. */
export const demoTicketCode = (nth: number): string => `demo-door-${String(nth).padStart(12, '0')}`

async function listGuests(db: Database, eventId: string): Promise<Guest[]> {
  const delegates = await db.client.delegate.findMany({ where: { delegation: { eventId } }, orderBy: { id: 'asc' }, include: { person: true, delegation: { include: { organization: true } } } })
  const seen = new Set<string>()
  return delegates.filter(({ personId }) => !seen.has(personId) && seen.add(personId)).map(({ person, delegation: { side, organization } }) => ({
    personId: person.id, kind: side === 'investor' ? 'investor' : 'founder',
    badge: { nameZh: person.nameZh, nameEn: person.nameEn, organizationZh: organization.nameZh, organizationEn: organization.nameEn, titleZh: person.titleZh, titleEn: person.titleEn, phone: '' },
  }))
}

/** Somebody at the door, and people who come to it: with a ticket for the event and its first roadshow, and some who won't be let in. */
export async function livenDoor({ db, clock, ids }: Parts, app: App, eventId: string): Promise<void> {
  const at = new Date(clock.now())
  const sessions = await db.client.eventSession.findMany({ where: { eventId }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }], take: 2, select: { id: true } })
  const made = forms.map((form) => ({ id: ids.newId(), eventId, ...form, createdAt: at, updatedAt: at }))
  const guests = await listGuests(db, eventId)
  const tickets: Prisma.TicketCreateManyInput[] = []
  const registrations = guests.slice(0, mostArriving).map(({ personId, kind, badge }, nth) => {
    const wrong = nth % 5 === 4 ? odd[(nth - 4) / 5] : undefined
    const formOf = made.find((one) => one.kind === (wrong?.kind ?? kind))!
    const state: RegistrationState = wrong?.state ?? 'confirmed'
    const id = ids.newId()
    if (state === 'confirmed' || wrong?.ticket === 'void') tickets.push({ id: ids.newId(), registrationId: id, eventId, code: demoTicketCode(nth + 1), state: wrong?.ticket ?? 'valid', issuedAt: at })
    // Every seventh hasn't chosen the second session.
    return { id, eventId, personId, formId: formOf.id, formVersion: 1, kind: formOf.kind, state, reasonCode: wrong?.reasonCode ?? '', answers: {}, sessionIds: sessions.slice(0, nth % 7 === 6 ? 1 : 2).map((one) => one.id), badge, submittedAt: at, confirmedAt: state === 'confirmed' ? at : null, createdAt: at, updatedAt: at }
  })
  const door = { id: ids.newId(), ...crew, ...personKeys(crew, phonetics), createdAt: at, updatedAt: at }
  await db.transaction(async (tx) => {
    await tx.person.create({ data: door })
    await tx.eventRole.create({ data: { id: ids.newId(), eventId, personId: door.id, role: 'crew', createdAt: at } })
    await tx.registrationForm.createMany({ data: made })
    await tx.registrationFormVersion.createMany({ data: made.map(({ id }) => ({ formId: id, version: 1, questions: [], consents: [], sessions: sessions.map((one) => one.id), createdAt: at })) })
    await tx.registrationPool.create({ data: { id: ids.newId(), eventId, kind: 'guest', places: 30 } })
    await tx.registration.createMany({ data: registrations })
    await tx.ticket.createMany({ data: tickets })
  })
  const organizer = await db.client.eventRole.findFirst({ where: { eventId, role: 'organizer' }, select: { personId: true } })
  const actor = db.read((sql) => readActor(sql, organizer?.personId ?? ''))
  if (actor === null) return
  await app.door.setHours(actor, { eventId, version: 0, open: 'now' })
  const code = (nth: number) => ({ nonce: `demo-scan-${String(nth).padStart(12, '0')}`, deviceId: 'demo-device-north-0001', sessionId: '', kind: 'entry' as const, code: demoTicketCode(nth), codeHash: '', registrationId: '', undoes: '', isOffline: false, wasLetIn: false })
  await app.door.scan(actor, { eventId, scans: [41, 42, 43, 44, 46].map(code) })
}
