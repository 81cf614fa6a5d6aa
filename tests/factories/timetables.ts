import type { PersonActor } from '#server/domain/access/actor.ts'
import type { TestApp } from '#tests/setup/app.ts'

import { makeEvent, type EventOverrides, type MadeEvent } from './events.ts'
import { makeDelegation, makeRequest, makeStaff, type MadeDelegation } from './meetings.ts'

export type MadeTimetable = { event: MadeEvent; organizer: PersonActor; funds: MadeDelegation[]; startups: MadeDelegation[]; requests: string[] }

/** An event at which every fund has asked every startup, all accepted and waiting for the timetable. */
export async function makeAcceptedRequests(test: TestApp, size: { funds: number; startups: number }, overrides: EventOverrides = {}): Promise<MadeTimetable> {
  const event = await makeEvent(test.db, overrides)
  const organizer = await makeStaff(test.db, event.id)
  const funds: MadeDelegation[] = []
  const startups: MadeDelegation[] = []
  for (let n = 0; n < size.funds; n++) funds.push(await makeDelegation(test.db, event.id, { side: 'investor', nameZh: `基金${n + 1}`, nameEn: `Fund ${n + 1}` }))
  for (let n = 0; n < size.startups; n++) startups.push(await makeDelegation(test.db, event.id, { nameZh: `企业${n + 1}`, nameEn: `Startup ${n + 1}` }))
  const requests: string[] = []
  for (const from of funds) for (const to of startups) requests.push((await makeRequest(test.db, event.id, { from, to })).id)
  await test.db.client.meetingRequest.updateMany({ where: { eventId: event.id }, data: { state: 'accepted', openKey: null, version: 2 } })
  return { event, organizer, funds, startups, requests }
}

/** Computes a draft to its end and answers with its id. */
export async function computeDraft(test: TestApp, { event, organizer }: Pick<MadeTimetable, 'event' | 'organizer'>, options: { seconds?: number; hold?: boolean; name?: string } = {}): Promise<string> {
  const { timetable } = test.app
  const started = await timetable.compute(organizer, { eventId: event.id, name: options.name ?? '', seconds: options.seconds ?? 1, seed: 7, hold: options.hold ?? true })
  if (!started.ok) throw new Error(started.error.code)
  await timetable.whenComputed(started.value.draftId)
  return started.value.draftId
}

/** A draft as an organizer has it before her. */
export async function draftOf(test: TestApp, { event, organizer }: Pick<MadeTimetable, 'event' | 'organizer'>, draftId: string) {
  const found = await test.app.timetable.get(organizer, { eventId: event.id, draftId })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
