import type { Prisma } from '#prisma/generated/client.ts'

import { makeComingHall, makePastHall, writeHall, type SeedPitch } from './audience.ts'
import { makeEvent, planOf, type EventPlan, type SeedEvent } from './calendar.ts'
import { makeFollowUp } from './followup.ts'
import { makeHistory, type History } from './history.ts'
import { makePitching, writePitching } from './pitching.ts'
import { makeProgramme, type SeedHost, type SeedProgramme } from './programme.ts'
import { makeGuests, writeGuests } from './registration.ts'
import { makeSalon, writeSeats } from './salon.ts'
import { makeToday, writeBookings } from './today.ts'
import { makeTraffic, type Traffic } from './traffic.ts'
import { makeWorld, type DemoSize, type World, type WorldMeans } from './world.ts'

export type Planted = { series: { slug: string }[]; current: { id: string; slug: string }; past: { slug: string }; future: { slug: string }; staff: StaffMember[] }
export type StaffMember = { personId: string; role: string; nameZh: string; nameEn: string; email: string }

type Tables = Prisma.TransactionClient

const seriesRows = [
  { slug: 'demo-day', nameZh: '投海Demo Day', nameEn: 'Touhai Demo Day', line: 'demo_day', descriptionZh: '翠湖、永丰两园区企业的路演与投资对接。', descriptionEn: 'Pitches and investor meetings for companies of the Cuihu and Yongfeng parks.' },
  { slug: 'ma', nameZh: '上市公司并购对接会', nameEn: 'Listed-company M&A meetings', line: 'ma_matchmaking', descriptionZh: '上市公司与并购标的的定向对接。', descriptionEn: 'Private meetings between listed companies and targets.' },
  { slug: 'tingtao', nameZh: '投海听韬', nameEn: 'Touhai Tingtao salon', line: 'salon', descriptionZh: '小范围、有主题的投资人沙龙。', descriptionEn: 'Small salons on one subject.' },
]

const staffRows = [
  { role: 'organizer', nameZh: '顾清越', nameEn: 'Gu Qingyue', titleZh: '投资促进处', titleEn: 'Investment promotion', email: 'organizer@touhai.example' },
  { role: 'co_organizer', nameZh: '陆书宁', nameEn: 'Lu Shuning', titleZh: '永丰孵化器', titleEn: 'Yongfeng incubator', email: 'incubator@touhai.example' },
  { role: 'judge', nameZh: '温怀谷', nameEn: 'Wen Huaigu', titleZh: '创业导师', titleEn: 'Mentor', email: 'judge@touhai.example' },
  { role: 'crew', nameZh: '程一苇', nameEn: 'Cheng Yiwei', titleZh: '现场场控', titleEn: 'Stage crew', email: 'crew@touhai.example' },
  { role: 'observer', nameZh: '沈明湛', nameEn: 'Shen Mingzhan', titleZh: '审计观察员', titleEn: 'Auditor', email: 'observer@touhai.example' },
]

/** Writes the whole demo in the caller's transaction: three series, events that are over, on today, being prepared and far off, a salon, people and requests. */
export async function plant(tables: Tables, size: DemoSize, means: WorldMeans): Promise<Planted> {
  const world = makeWorld(size, means)
  const at = new Date(means.now - 60 * 86_400_000)
  const series = seriesRows.map((row) => ({ id: means.newId(), ...row, createdAt: at }))
  const demoDay = series[0]!.id
  const base = { seriesId: demoDay, template: 'demo_day', ...planOf(size) }
  const current = makeEvent({ ...base, slug: 'demo-day-winter', nameZh: '投海Demo Day·冬季场', nameEn: 'Touhai Demo Day, winter', phase: 'requests_open', inDays: 4 }, means)
  const past = makeEvent({ ...base, slug: 'demo-day-autumn', nameZh: '投海Demo Day·秋季场', nameEn: 'Touhai Demo Day, autumn', phase: 'closed', inDays: -32, days: 1 }, means)
  const future = makeEvent({ ...base, seriesId: series[1]!.id, template: 'ma_matchmaking', slug: 'ma-spring', nameZh: '上市公司并购对接会·春季', nameEn: 'Listed-company M&A meetings, spring', phase: 'call', inDays: 75, days: 1, tables: 8, stages: 1 } satisfies EventPlan, means)
  const traffic = makeTraffic(world, current, size === 'small' ? [4, 9] : [5, 11], means)
  const staff = staffRows.map((row) => ({ personId: means.newId(), ...row }))
  const history = makeHistory(world, past, staff[0]!.personId, means)
  const host = { personId: staff[0]!.personId, nameZh: staff[0]!.nameZh, organization: staff[0]!.titleZh }
  const salon = makeSalon(world, { seriesId: series[2]!.id, ...host }, means)

  await tables.series.createMany({ data: series })
  await writeWorld(tables, world)
  await tables.person.createMany({ data: staff.map(({ personId, role, ...card }) => ({ id: personId, ...card, isAdmin: role === 'organizer', ...sortAndSearch(means, card), createdAt: at, updatedAt: at })) })
  for (const place of [past, current, salon.place, future]) {
    await writeEvent(tables, place)
    await tables.eventRole.createMany({ data: staff.map(({ personId, role }) => ({ id: means.newId(), eventId: place.event.id, personId, role, createdAt: at })) })
  }
  await writeTraffic(tables, traffic)
  await writeHistory(tables, history)
  await writeFollowUp(tables, history, means)
  await writeTraffic(tables, salon.traffic)
  await writeProgramme(tables, salon.programme)
  await writeSeats(tables, salon)
  await writeGuests(tables, makeGuests(world, future, means))
  const held = makeProgramme(past, host, new Date(past.event.startsAt).getTime() - 10 * 86_400_000, means)
  const pitches = givePitches(held, history.traffic)
  await writeProgramme(tables, held)
  const coming = makeProgramme(current, host, means.now - 3 * 86_400_000, means)
  const pitching = makePitching(current, coming, traffic, means)
  await writeProgramme(tables, coming)
  await writePitching(tables, pitching)
  const hallOf = (place: SeedEvent, at: number) => ({ eventId: place.event.id, stageId: place.stages[0]?.id ?? '', at })
  const judgeId = staff.find((one) => one.role === 'judge')?.personId ?? ''
  await writeHall(tables, makePastHall({ stage: hallOf(past, new Date(past.event.startsAt).getTime() + 3_600_000), pitches, traffic: history.traffic, world, judgeId }, means))
  await writeHall(tables, makeComingHall(hallOf(current, means.now - 86_400_000), traffic, means))
  await plantToday(tables, world, { ...host, seriesId: demoDay }, staff, means)
  return { series, current: { id: current.event.id, slug: current.event.slug }, past: past.event, future: future.event, staff }
}

async function plantToday(tables: Tables, world: World, host: SeedHost & { seriesId: string }, staff: readonly StaffMember[], means: WorldMeans): Promise<void> {
  const today = makeToday(world, host, means)
  const { place, programme, traffic } = today
  const createdAt = new Date(means.now - 30 * 86_400_000)
  await writeEvent(tables, place)
  await tables.eventRole.createMany({ data: staff.map(({ personId, role }) => ({ id: means.newId(), eventId: place.event.id, personId, role, createdAt })) })
  await writeHistory(tables, today)
  await writeProgramme(tables, programme)
  await writeBookings(tables, today)
  await writeHall(tables, makeComingHall({ eventId: place.event.id, stageId: place.stages[0]?.id ?? '', at: means.now - 3_600_000 }, traffic, means))
}

/** Gives the pitch slots of an event that is over to its start-ups, in order. */
function givePitches(programme: SeedProgramme, { delegations }: Traffic): SeedPitch[] {
  const startups = delegations.filter((one) => one.side === 'startup')
  return programme.items.filter((item) => item.kind === 'pitch').slice(0, startups.length).map((item, nth) => {
    const delegationId = startups[nth]!.id
    Object.assign(item, { delegationId })
    return { itemId: item.id, delegationId, endsAtMs: new Date(item.endsAt).getTime() }
  })
}

function sortAndSearch(means: WorldMeans, card: { nameZh: string; nameEn: string }): { sortKey: string; searchKey: string } {
  const { sortKey, searchKey } = means.keys({ nameZh: card.nameZh, nameEn: card.nameEn, extra: [] })
  return { sortKey, searchKey }
}

const rowsPerStatement = 400

async function inChunks<T>(rows: T[], write: (data: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) await write(rows.slice(from, from + rowsPerStatement))
}

async function writeWorld(tables: Tables, world: World): Promise<void> {
  await inChunks(world.organizations, (data) => tables.organization.createMany({ data }))
  await inChunks(world.preferences, (data) => tables.preference.createMany({ data }))
  await inChunks(world.claims, (data) => tables.claim.createMany({ data }))
  await inChunks(world.people, (data) => tables.person.createMany({ data }))
}

async function writeEvent(tables: Tables, place: SeedEvent): Promise<void> {
  await tables.event.create({ data: place.event })
  await tables.stage.createMany({ data: place.stages })
  await tables.eventSession.createMany({ data: place.sessions })
  await inChunks(place.tables, (data) => tables.meetingTable.createMany({ data }))
  await tables.meetingWindow.createMany({ data: place.windows })
  await tables.gridBlock.createMany({ data: place.blocks })
}

async function writeTraffic(tables: Tables, traffic: Traffic): Promise<void> {
  await inChunks(traffic.delegations, (data) => tables.delegation.createMany({ data }))
  await inChunks(traffic.delegates, (data) => tables.delegate.createMany({ data }))
  await inChunks(traffic.roles, (data) => tables.eventRole.createMany({ data }))
  await inChunks(traffic.requests, (data) => tables.meetingRequest.createMany({ data }))
  await inChunks(traffic.holds, (data) => tables.requestHold.createMany({ data }))
}

async function writeProgramme(tables: Tables, { items, people, occupancy, release }: SeedProgramme): Promise<void> {
  await inChunks(items, (data) => tables.programmeItem.createMany({ data }))
  await tables.programmePerson.createMany({ data: people })
  await inChunks(occupancy, (data) => tables.occupancy.createMany({ data }))
  await tables.programmeRelease.createMany({ data: [release] })
}

async function writeHistory(tables: Tables, { traffic, meetings, attendees, occupancy, release }: History): Promise<void> {
  await writeTraffic(tables, traffic)
  await inChunks(meetings, (data) => tables.meeting.createMany({ data }))
  await inChunks(attendees, (data) => tables.meetingAttendee.createMany({ data }))
  await inChunks(occupancy, (data) => tables.occupancy.createMany({ data }))
  await tables.timetableRelease.createMany({ data: [release] })
}

async function writeFollowUp(tables: Tables, history: History, means: WorldMeans): Promise<void> {
  const { outcomes, changes } = makeFollowUp(history, means)
  await inChunks(outcomes, (data) => tables.meetingOutcome.createMany({ data }))
  await inChunks(changes, (data) => tables.meetingOutcomeChange.createMany({ data }))
}
