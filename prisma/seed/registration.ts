import type { Prisma } from '#prisma/generated/client.ts'
import { noFilter, segmentOfGuest } from '#server/domain/invitations/guest-filter.ts'
import type { InvitationState } from '#server/domain/invitations/answering.ts'
import type { Consent, Question } from '#server/domain/registration/questions.ts'
import type { RegistrationState } from '#server/domain/registration/standing.ts'

import type { SeedEvent } from './calendar.ts'
import type { SeedMember, World, WorldMeans } from './world.ts'

/** What a coming event knows of its guests: forms, places, registrations in every state, tickets, and whom it invited by name. */
export type SeedGuests = {
  forms: Prisma.RegistrationFormCreateManyInput[]
  versions: Prisma.RegistrationFormVersionCreateManyInput[]
  pools: (Prisma.RegistrationPoolCreateManyInput & { id: string })[]
  registrations: (Prisma.RegistrationCreateManyInput & { id: string; state: string })[]
  places: Prisma.RegistrationPlaceCreateManyInput[]
  tickets: Prisma.TicketCreateManyInput[]
  consents: Prisma.ConsentEntryCreateManyInput[]
  list: Prisma.InvitationListCreateManyInput
  invitations: Prisma.InvitationCreateManyInput[]
  jobs: { id: string; name: string; payload: Prisma.InputJsonObject; runAt: Date; createdAt: Date }[]
}

const dayMs = 86_400_000
const blank = { helpZh: '', helpEn: '', shownIf: null, least: null, most: null, options: [] }
const option = (key: string, labelZh: string, labelEn: string) => ({ key, labelZh, labelEn })

const investorQuestions: Question[] = [
  { ...blank, key: 'fund_type', type: 'choice', labelZh: '机构类型', labelEn: 'Type of institution', isRequired: true, options: [option('fund', '市场化基金', 'Fund'), option('cvc', '产业资本（CVC）', 'Corporate investor'), option('public', '引导基金与国资', 'Public fund'), option('other', '其他', 'Other')] },
  { ...blank, key: 'parent', type: 'text', labelZh: '所属产业集团', labelEn: 'Parent group', isRequired: true, most: 80, shownIf: { key: 'fund_type', equals: ['cvc'] } },
  { ...blank, key: 'ticket', type: 'number', labelZh: '单笔投资额（万元）', labelEn: 'Ticket size (CNY 10,000)', isRequired: false, least: 1, most: 1_000_000 },
  { ...blank, key: 'looks_for', type: 'many', labelZh: '希望见到', labelEn: 'Would like to meet', isRequired: true, options: [option('targets', '并购标的', 'Acquisition targets'), option('buyers', '上市公司', 'Listed companies'), option('advisers', '顾问机构', 'Advisers')] },
  { ...blank, key: 'rules', type: 'agree', labelZh: '我将遵守内幕信息与保密要求', labelEn: 'I will keep inside information confidential', isRequired: true },
]
const consents: Consent[] = [
  { purpose: 'photos', labelZh: '同意活动现场拍摄中出现我的影像', labelEn: 'Photos taken at the event may show me' },
  { purpose: 'follow_up', labelZh: '同意活动后就对接进展回访', labelEn: 'I may be asked afterwards how things went' },
]

const answered: { state: RegistrationState; reasonCode?: string; reasonText?: string }[] = [
  { state: 'submitted' }, { state: 'submitted' }, { state: 'submitted' }, { state: 'confirmed' }, { state: 'confirmed' }, { state: 'confirmed' }, { state: 'confirmed' }, { state: 'offered' }, { state: 'waitlisted' }, { state: 'waitlisted' },
  { state: 'declined', reasonCode: 'incomplete' }, { state: 'declined', reasonCode: 'other', reasonText: '本场以控股并购为主，欢迎报名夏季场。' }, { state: 'cancelled' }, { state: 'lapsed' }, { state: 'submitted' },
]
const replies: InvitationState[] = ['accepted', 'invited', 'accepted', 'maybe', 'declined', 'invited', 'invited', 'accepted', 'invited', 'maybe', 'invited', 'declined']

/** The first funds register, the others are invited. */
export function makeGuests(world: World, place: SeedEvent, means: WorldMeans): SeedGuests {
  const funds = new Set(world.organizations.filter((one) => one.kind === 'investor').map((one) => one.id))
  const leads = world.members.filter((one) => one.isLead && funds.has(one.organizationId))
  const [formId, guestFormId] = [means.newId(), means.newId()]
  const eventId = place.event.id
  const at = new Date(means.now - 10 * dayMs)
  const form = { eventId, isOpen: true, cancelHours: 48, createdAt: at, updatedAt: at }
  const pool = { id: means.newId(), eventId, sessionId: '', kind: 'investor', segment: '', places: answered.filter(({ state }) => state === 'confirmed' || state === 'offered').length }
  const registered = registrationsOf(world, leads.slice(0, answered.length), { eventId, formId, poolId: pool.id }, means)
  const listId = means.newId()
  return {
    forms: [
      { ...form, id: formId, kind: 'investor', needsApproval: true, joinsAs: 'delegation', groupMost: 3, nameZh: '投资人与并购基金', nameEn: 'Investors and M&A funds', introZh: '面向有控股或参股并购意向的机构，请由决策人报名。', introEn: 'For institutions that buy stakes or control. Whoever decides should register.' },
      { ...form, id: guestFormId, kind: 'guest', needsApproval: false, nameZh: '旁听嘉宾', nameEn: 'Guests', introZh: '旁听开放环节，先到先得。', introEn: 'For the open sessions, first come first served.' },
    ],
    versions: [{ formId, version: 1, questions: investorQuestions as unknown as Prisma.InputJsonArray, consents, sessions: place.sessions.slice(0, 2).map((one) => one.id), createdAt: at }, { formId: guestFormId, version: 1, questions: [], consents: consents.slice(0, 1), sessions: [], createdAt: at }],
    pools: [pool, { id: means.newId(), eventId, sessionId: '', kind: 'guest', segment: '', places: 40 }],
    ...registered,
    list: { id: listId, eventId, nameZh: '百亿级基金与产业资本', nameEn: 'Large funds and corporate investors', kind: 'investor', filter: { ...noFilter, side: 'investor' }, quotas: [{ segment: 'vc', places: 6 }, { segment: 'cvc', places: 3 }, { segment: 'pe', places: 2 }], messageZh: '春季场聚焦半导体设备与生物制造，期待您到场。', messageEn: 'This spring is about chip equipment and biomanufacturing. We would like to see you there.', answerBy: new Date(new Date(place.event.startsAt).getTime() - 7 * dayMs), remindDays: 3, createdAt: at },
    invitations: invitationsOf(world, leads.slice(answered.length), { listId, eventId }, means),
  }
}

function badgeOf(world: World, member: SeedMember) {
  const organization = world.organizations.find((one) => one.id === member.organizationId)
  const person = world.people.find((one) => one.id === member.personId)
  return { nameZh: member.name.zh, nameEn: member.name.en, organizationZh: organization?.nameZh ?? '', organizationEn: organization?.nameEn ?? '', titleZh: person?.titleZh ?? '', titleEn: person?.titleEn ?? '', phone: person?.phone ?? '' }
}

function registrationsOf(world: World, members: readonly SeedMember[], { eventId, formId, poolId }: { eventId: string; formId: string; poolId: string }, means: WorldMeans): Pick<SeedGuests, 'registrations' | 'places' | 'tickets' | 'consents' | 'jobs'> {
  let rank = 0
  const registrations = members.map((member, nth) => {
    const { state, reasonCode = '', reasonText = '' } = answered[nth] ?? { state: 'submitted' as const }
    const sentAt = new Date(means.now - 9 * dayMs + nth * 5 * 3_600_000)
    const isDecided = state !== 'submitted' && state !== 'cancelled'
    return {
      id: means.newId(), eventId, personId: member.personId, formId, formVersion: 1, kind: 'investor', state, reasonCode, reasonText, badge: badgeOf(world, member), sessionIds: [],
      answers: { fund_type: nth % 4 === 1 ? 'cvc' : 'fund', ...(nth % 4 === 1 ? { parent: '澄江产业集团' } : {}), ticket: 2000 + nth * 500, looks_for: ['targets'], rules: true },
      rank: state === 'waitlisted' || state === 'offered' ? ++rank : null, until: state === 'offered' ? new Date(means.now + dayMs) : null,
      submittedAt: sentAt, decidedAt: isDecided ? new Date(sentAt.getTime() + dayMs) : null, confirmedAt: state === 'confirmed' ? new Date(sentAt.getTime() + dayMs) : null, createdAt: sentAt, updatedAt: sentAt,
    }
  })
  const holding = registrations.filter(({ state }) => state === 'confirmed' || state === 'offered')
  return {
    registrations,
    places: holding.map(({ id }, nth) => ({ poolId, number: nth + 1, registrationId: id })),
    // Codes of the demo are of the shape of real ones and guessable: nothing is behind them.
    tickets: registrations.filter(({ state }) => state === 'confirmed').map(({ id, confirmedAt }, nth) => ({ id: means.newId(), registrationId: id, eventId, code: `demo-ticket-${String(nth + 1).padStart(10, '0')}`, issuedAt: confirmedAt ?? new Date(means.now) })),
    consents: registrations.slice(0, 5).map(({ personId, submittedAt }) => ({ id: means.newId(), personId, eventId, purpose: 'photos', isGiven: true, wordingZh: consents[0]?.labelZh ?? '', wordingEn: consents[0]?.labelEn ?? '', at: submittedAt })),
    jobs: registrations.filter(({ state }) => state === 'offered').map(({ id, until }) => ({ id: means.newId(), name: 'registration:ends', payload: { registrationId: id, version: 1 }, runAt: until ?? new Date(means.now), createdAt: new Date(means.now) })),
  }
}

function invitationsOf(world: World, members: readonly SeedMember[], at: { listId: string; eventId: string }, means: WorldMeans): Prisma.InvitationCreateManyInput[] {
  return members.slice(0, replies.length).map(({ personId, organizationId }, nth) => {
    const organization = world.organizations.find((one) => one.id === organizationId)
    const state = replies[nth] ?? 'invited'
    const createdAt = new Date(means.now - 6 * dayMs)
    const openedAt = state !== 'invited' || nth % 3 === 2 ? new Date(createdAt.getTime() + (nth + 1) * 3_600_000) : null
    return { id: means.newId(), ...at, personId, organizationId, segment: segmentOfGuest({ kind: organization?.kind ?? 'investor', subkind: organization?.subkind ?? '' }), state, openedAt, answeredAt: state === 'invited' ? null : openedAt, createdAt }
  })
}

/** Writes them in the caller's transaction, after the event and its people. */
export async function writeGuests(tables: Prisma.TransactionClient, guests: SeedGuests): Promise<void> {
  await tables.registrationForm.createMany({ data: guests.forms })
  await tables.registrationFormVersion.createMany({ data: guests.versions })
  await tables.registrationPool.createMany({ data: guests.pools })
  await tables.registration.createMany({ data: guests.registrations })
  await tables.registrationPlace.createMany({ data: guests.places })
  await tables.ticket.createMany({ data: guests.tickets })
  await tables.consentEntry.createMany({ data: guests.consents })
  await tables.invitationList.createMany({ data: [guests.list] })
  await tables.invitation.createMany({ data: guests.invitations })
  await tables.job.createMany({ data: guests.jobs })
}
