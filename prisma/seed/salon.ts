import type { Prisma } from '#prisma/generated/client.ts'
import type { Side } from '#server/domain/access/actor.ts'
import { planFromTemplate } from '#server/domain/events/templates.ts'
import { slotMinutes } from '#server/domain/events/settings.ts'
import { gridSlots } from '#server/domain/events/grid.ts'
import type { GuestState } from '#server/domain/seats/guest.ts'
import { timedOfferEnds } from '#server/domain/shared/timed-offer.ts'
import { localDay } from '#server/domain/shared/time.ts'

import type { SeedEvent } from './calendar.ts'
import { inARow, releasedProgramme, titles, type SeedLine, type SeedProgramme } from './programme.ts'
import type { Traffic } from './traffic.ts'
import type { World, WorldMeans } from './world.ts'

/** A small afternoon of the salon series: its theme and speakers, who is invited and what they answered, and questions sent ahead. */
export type SeedSalon = {
  place: SeedEvent
  traffic: Traffic
  programme: SeedProgramme
  plan: Prisma.SeatPlanCreateManyInput
  guests: (Prisma.SeatGuestCreateManyInput & { id: string })[]
  taken: Prisma.SeatTakenCreateManyInput[]
  questions: Prisma.QuestionCreateManyInput[]
  jobs: Prisma.JobCreateManyInput[]
}

export type SalonHost = { seriesId: string; personId: string; nameZh: string; organization: string }
type Guest = { personId: string; delegationId: string; side: Side; name: string; organization: string }

const zone = 'Asia/Shanghai'
const dayMs = 86_400_000
const minuteMs = 60_000
const tables = 4
const offerMinutes = 180
/** How many of each kind take part. */
const parties = { investor: 10, startup: 8, acquirer: 1 } as const
const roleOf = { startup: 'founder', investor: 'investor', acquirer: 'acquirer' } as const

const summary = {
  zh: '硬科技企业的第一张订单从哪里来？三位创始人讲真实的签单过程，两位投资人讲他们怎么看。席位有限，凭邀请参加，现场可提问。',
  en: 'Where does a deep-technology company find its first order? Three founders tell how theirs was signed, two investors how they read it. Few seats, by invitation, with questions from the floor.',
}

/** The coming salon: all seats are taken, one of them offered to somebody who waited, and the line behind her. */
export function makeSalon(world: World, host: SalonHost, means: WorldMeans): SeedSalon {
  const place = placeOf(host, means)
  const traffic = takePart(world, place, means)
  const people = guestsOf(world, traffic)
  const programme = releasedProgramme(place, talks(place, host, people, means), { releasedAt: means.now - 5 * dayMs, createdById: host.personId, notes: '主题与嘉宾已确定。' }, means)
  return { place, traffic, programme, ...seatsOf(place, people, means), questions: questionsOf(place, people, means) }
}

function placeOf({ seriesId }: SalonHost, means: WorldMeans): SeedEvent {
  const planned = planFromTemplate({ template: 'salon', date: localDay(means.now + 11 * dayMs, zone), zone, tables, withForeignSession: false })
  if (!planned.ok) throw new Error(planned.error.code)
  const { settings, stages, sessions, windows, ...plan } = planned.value
  const id = means.newId()
  const at = new Date(means.now - 20 * dayMs)
  const stageIds = new Map(stages.map((stage) => [stage.id, means.newId()]))
  const span = ({ startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number }) => ({ id: means.newId(), eventId: id, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs) })
  return {
    event: {
      id, seriesId, slug: 'tingtao-first-order', nameZh: '投海听韬·第一张订单', nameEn: 'Touhai Tingtao: the first order', template: 'salon', zone,
      venueZh: '翠湖园区 3 号楼一层书吧', venueEn: 'Book café, building 3, Cuihu park', summaryZh: summary.zh, summaryEn: summary.en,
      startsAt: new Date(plan.startsAtMs), endsAt: new Date(plan.endsAtMs), phase: 'published', settings: settings as unknown as Prisma.InputJsonObject, createdAt: at, updatedAt: at,
    },
    settings,
    stages: stages.map(({ id: key, nameZh, nameEn }, position) => ({ id: stageIds.get(key) ?? '', eventId: id, nameZh, nameEn, placeZh: '书吧中央', placeEn: 'Centre of the café', position })),
    sessions: sessions.map(({ stageId, kind, nameZh, nameEn, entryRule, ...when }) => ({ ...span(when), stageId: stageId === null ? null : (stageIds.get(stageId) ?? null), kind, nameZh, nameEn, entryRule: entryRule as unknown as Prisma.InputJsonObject })),
    tables: plan.tables.map(({ code }, position) => ({ id: means.newId(), eventId: id, code, placeZh: '书吧靠窗', placeEn: 'By the windows', position })),
    windows: windows.map(span),
    blocks: [],
    slots: gridSlots({ windows, breaks: [], slotMinutes: slotMinutes(settings) }),
  }
}

/** The first organizations of each kind, with all their people. */
function takePart(world: World, place: SeedEvent, means: WorldMeans): Traffic {
  const traffic: Traffic = { delegations: [], delegates: [], roles: [], requests: [], holds: [] }
  const createdAt = new Date(means.now - 15 * dayMs)
  const eventId = place.event.id
  const left: Record<keyof typeof parties, number> = { ...parties }
  for (const [organizationId, { kind }] of world.profiles) {
    if (left[kind] === 0) continue
    left[kind]--
    const delegationId = means.newId()
    traffic.delegations.push({ id: delegationId, eventId, organizationId, side: kind, unavailable: [], createdAt })
    for (const { personId, isLead } of world.members.filter((one) => one.organizationId === organizationId)) {
      traffic.delegates.push({ id: means.newId(), delegationId, personId, isLead })
      traffic.roles.push({ id: means.newId(), eventId, personId, role: roleOf[kind], organizationId, createdAt })
    }
  }
  return traffic
}

/** Leads of the delegations first, then their colleagues. */
function guestsOf(world: World, traffic: Traffic): Guest[] {
  const delegations = new Map(traffic.delegations.map((one) => [one.id, one]))
  const names = new Map(world.members.map((one) => [one.personId, one.name.zh || one.name.en]))
  const guests = traffic.delegates.map((one) => {
    const { organizationId, side } = delegations.get(one.delegationId)!
    const profile = world.profiles.get(organizationId)
    return { personId: one.personId, delegationId: one.delegationId, side, name: names.get(one.personId) ?? '', organization: profile?.nameZh ?? profile?.nameEn ?? '', isLead: one.isLead }
  })
  return [...guests.filter((one) => one.isLead), ...guests.filter((one) => !one.isLead)]
}

function talks(place: SeedEvent, host: SalonHost, people: readonly Guest[], means: WorldMeans) {
  const speaker = (one: Guest | undefined, role: 'speaker' | 'panellist') => (one === undefined ? [] : [{ personId: one.personId, name: one.name, organization: one.organization, role }])
  const chair = (role: 'speaker' | 'moderator') => [{ personId: host.personId, name: host.nameZh, organization: host.organization, role }]
  const { founders, funds } = speakersOf(people)
  const line = (kind: SeedLine['kind'], minutes: number, qaMinutes: number, isLinked: boolean, who: SeedLine['people'], words: ReturnType<typeof titles>): SeedLine => ({ kind, minutes, qaMinutes, isLinked, people: who, ...words })
  const lines: Record<string, SeedLine[]> = {
    lecture: [
      line('ceremony', 5, 0, false, chair('speaker'), titles('欢迎与介绍', 'Welcome')),
      line('talk', 25, 10, true, speaker(founders[0], 'speaker'), titles('从样机到第一张订单', 'From prototype to first order', '十八个月、四轮测试、一次差点放弃。', 'Eighteen months, four rounds of tests, and one night close to giving up.')),
      line('talk', 25, 10, true, speaker(founders[1], 'speaker'), titles('把甲方请进实验室', 'Bringing the customer into the lab', '与首批客户共同定义产品的做法。', 'How the first customers came to define the product with us.')),
    ],
    salon: [
      line('panel', 50, 20, false, [...chair('moderator'), ...[founders[2], ...funds].flatMap((one) => speaker(one, 'panellist'))], titles('圆桌：第一张订单值多少钱', 'Round table: what a first order is worth', '创始人与投资人对同一份合同的两种读法。', 'Founders and investors read one contract in two ways.')),
    ],
  }
  return place.sessions.flatMap((session) => inARow(session, lines[session.kind] ?? [], means))
}

function speakersOf(people: readonly Guest[]): { founders: Guest[]; funds: Guest[] } {
  return { founders: people.filter((one) => one.side === 'startup').slice(-3), funds: people.filter((one) => one.side === 'investor').slice(5, 7) }
}

/**
 * Who speaks comes. Of the others the second was offered a seat that became free, three wait, the first and two more haven't
 * answered, two declined and one let an offer pass; the rest come.
 */
function seatsOf(place: SeedEvent, people: readonly Guest[], means: WorldMeans): Pick<SeedSalon, 'plan' | 'guests' | 'taken' | 'jobs'> {
  const eventId = place.event.id
  const { founders, funds } = speakersOf(people)
  const speakers = new Set([...founders, ...funds].map((one) => one.personId))
  const answers: GuestState[] = ['invited', 'offered', 'waiting', 'going', 'going', 'declined', 'waiting', 'going', 'invited', 'waiting', 'lapsed', 'invited', 'declined']
  const offeredUntil = timedOfferEnds(means.now, offerMinutes, new Date(place.event.endsAt).getTime())
  let [others, rank] = [0, 0]
  const guests = people.map(({ personId }, at): SeedSalon['guests'][number] => {
    const state = speakers.has(personId) ? 'going' : (answers[others++] ?? 'going')
    const waited = state === 'waiting' || state === 'offered' || state === 'lapsed'
    return {
      id: means.newId(), eventId, personId, state, invitedAt: new Date(means.now - 8 * dayMs), version: state === 'invited' ? 1 : 2,
      rank: waited ? ++rank : null, offeredUntil: state === 'offered' ? new Date(offeredUntil) : null, answeredAt: state === 'invited' ? null : new Date(means.now - 7 * dayMs + at * 37 * minuteMs),
    }
  })
  const seated = guests.filter(({ state }) => state === 'going' || state === 'offered')
  const offered = guests.filter(({ state }) => state === 'offered')
  return {
    plan: { eventId, seats: seated.length, offerMinutes, isOpen: false, updatedAt: new Date(means.now - 8 * dayMs) },
    guests,
    taken: seated.map(({ id }, at) => ({ eventId, number: at + 1, guestId: id })),
    jobs: offered.map(({ id, version }) => ({ id: means.newId(), name: 'seats:offer-ends', payload: { guestId: id, version: version ?? 1 }, runAt: new Date(offeredUntil), createdAt: new Date(means.now) })),
  }
}

function questionsOf(place: SeedEvent, people: readonly Guest[], means: WorldMeans): Prisma.QuestionCreateManyInput[] {
  const texts = ['首单的价格您会让多少？', '甲方要求独家，您怎么谈？'] as const
  const at = new Date(means.now - dayMs)
  return texts.map((text, nth) => ({
    id: means.newId(), eventId: place.event.id, stageId: place.stages[0]?.id ?? '', authorId: people[nth]?.personId ?? '', delegationId: people[nth]?.delegationId ?? null, onceKey: `seed-salon-${nth}`,
    text, state: nth === 0 ? 'shown' : 'pending', createdAt: at, shownAt: nth === 0 ? at : null,
  }))
}

/** Writes the invitation list in the caller's transaction, after the event, its delegations and its programme. */
export async function writeSeats(tables: Prisma.TransactionClient, salon: SeedSalon): Promise<void> {
  await tables.seatPlan.createMany({ data: [salon.plan] })
  await tables.seatGuest.createMany({ data: salon.guests })
  await tables.seatTaken.createMany({ data: salon.taken })
  await tables.question.createMany({ data: salon.questions })
  await tables.job.createMany({ data: salon.jobs })
}
