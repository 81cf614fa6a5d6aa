import { createClearingSide } from '#server/app-clearing.ts'
import { createDoorSide } from '#server/app-door.ts'
import { createFollowUpSide } from '#server/app-followup.ts'
import { createMoneySide, type MoneySide } from '#server/app-money.ts'
import { createDealing, createTimetable } from '#server/app-meetings.ts'
import { createProgrammeSide } from '#server/app-programme.ts'
import { createMessageSide } from '#server/app-messages.ts'
import { createRegistrationSide } from '#server/app-registration.ts'
import { createRepairSide } from '#server/app-repairs.ts'
import { createSalonSide } from '#server/app-salon.ts'
import { createStageSide } from '#server/app-stage.ts'
import { createStudySide } from '#server/app-studies.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import { createEndpoints } from '#server/endpoints.ts'
import * as cards from '#server/features/agenda/store.ts'
import { createCalendarFeedCommands } from '#server/features/calendar-feed/commands.ts'
import { createCalendarFeedQueries } from '#server/features/calendar-feed/queries.ts'
import { createClaimsCommands } from '#server/features/claims/commands.ts'
import { createDelegationsCommands } from '#server/features/delegations/commands.ts'
import { createDelegationsQueries } from '#server/features/delegations/queries.ts'
import { createDirectoryCommands } from '#server/features/directory/commands.ts'
import { createDirectoryQueries, may } from '#server/features/directory/queries.ts'
import * as directoryStore from '#server/features/directory/store.ts'
import { diary } from '#server/features/diary/store.ts'
import { createEventsCommands } from '#server/features/events/commands.ts'
import { createEventsQueries } from '#server/features/events/queries.ts'
import { createEventRoom } from '#server/features/events/socket.ts'
import { createImportsCommands } from '#server/features/imports/commands.ts'
import { createImportsQueries, mayImport } from '#server/features/imports/queries.ts'
import * as importStore from '#server/features/imports/store.ts'
import { createIdentityCommands } from '#server/features/identity/commands.ts'
import { createIdentityMails } from '#server/features/identity/mail.ts'
import { createIdentityQueries } from '#server/features/identity/queries.ts'
import { createMatchIndex } from '#server/features/match-index/queries.ts'
import { createMatchmakingCommands } from '#server/features/matchmaking/commands.ts'
import { createMatchmakingQueries } from '#server/features/matchmaking/queries.ts'
import { calendarEntry, itemSeenBy } from '#server/features/meetings/mail.ts'
import { appearanceEntries } from '#server/features/programme/store.ts'
import { changesSinceTold } from '#server/features/agenda-news/mail.ts'
import { createReleaseMails } from '#server/features/releases/mail.ts'
import { changedByRelease } from '#server/features/releases/store.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import { createOverviewQueries } from '#server/features/overview/queries.ts'
import * as partsTaken from '#server/features/parts-taken/store.ts'
import { createProfilesCommands } from '#server/features/profiles/commands.ts'
import { createProfilesQueries } from '#server/features/profiles/queries.ts'
import { createRolesCommands } from '#server/features/roles/commands.ts'
import { createRolesQueries } from '#server/features/roles/queries.ts'
import { createRosterExport } from '#server/features/roster-export/queries.ts'
import { createRosterReading } from '#server/features/roster-reading/queries.ts'
import { createRosterTaking } from '#server/features/roster-taking/commands.ts'
import * as rosterTaking from '#server/features/roster-taking/store.ts'
import { createRosterUndoing } from '#server/features/roster-undoing/commands.ts'
import { createRobotEars } from '#server/features/robot-news/commands.ts'
import { listRobots } from '#server/features/robots/store.ts'
import { createSearchQueries } from '#server/features/search/queries.ts'
import { createSetupCommands } from '#server/features/setup/commands.ts'
import { createSetupQueries } from '#server/features/setup/queries.ts'
import { createUpkeep } from '#server/features/upkeep/jobs.ts'
import type { JobHandler } from '#server/jobs/registry.ts'
import { createQuickWork, type RunQuickWork } from '#server/jobs/quick-work.ts'
import { createRunWork, type RunWork, type WorkParts } from '#server/jobs/work.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { Mailer } from '#server/platform/mailer.ts'
import type { PaymentService } from '#server/platform/stripe.ts'
import { createTally } from '#server/platform/tally.ts'
import type { RobotPost } from '#server/platform/robot-post.ts'
import type { SocketCommands } from '#server/realtime/gateway.ts'
import type { Publisher } from '#server/realtime/publish.ts'
import { createRoomHistory, type RoomKinds } from '#server/realtime/rooms.ts'

/** Everything from outside, made once in index.ts or by a test. */
export type Platform = {
  env: Env
  /** Signs sign-in codes and links. */
  appSecret: string
  db: Database
  clock: Clock
  ids: Ids
  logger: Logger
  mailer: Mailer
  /** Null or missing where nobody can pay. */
  payments?: PaymentService | null
  publisher: Publisher
  /** Says something in a group chat; the real products where it is missing. */
  robotPost?: RobotPost
  /** Wakes the job runner after a commit. */
  nudge: () => void
}

/** What every feature is built from. */
export type Ground = Platform & { work: RunWork; quick: RunQuickWork }

/**
 * Builds the application once: features are made here and handed to each other here, and nowhere else. Routes, sockets,
 * the API and jobs all call what this returns.
 */
export function createApp(platform: Platform) {
  const { db, clock, ids, publisher, nudge } = platform
  const tally = createTally()
  const changing: WorkParts = { db, clock, ids, publish: publisher.publish, nudge, ended: (outcome) => tally.add('changes', outcome), alongside: createRobotEars({ db, listRobots }) }
  const work = createRunWork(changing)
  const ground: Ground = { ...platform, work, quick: createQuickWork(changing) }

  const { baseUrl, MAIL_FROM } = platform.env
  const mailing = createMessageSide(ground)
  const identity = {
    ...createIdentityQueries(ground),
    ...createIdentityCommands({ work, clock, ids, appSecret: platform.appSecret, isDemo: platform.env.isDemo, cut: publisher.cut, queueMail: mailing.features.messages.queueMail }),
  }

  const { events, setup } = createEvents(ground)
  const findEvent = events.findById
  const matchIndex = createMatchIndex({ db, clock })
  const matchmaking = { ...createMatchmakingQueries({ db, index: matchIndex }), ...createMatchmakingCommands({ work, index: matchIndex }) }
  const profiles = { ...createProfilesQueries({ db, isHidden: matchIndex.isHidden }), ...createProfilesCommands({ work }) }
  const imports = createImports(ground)
  const directory = { ...createDirectory(ground), ...createSearchQueries({ db, findEvent: events.findBySlug, listEvents: events.listForActor }) }
  const dealing = createDealing(ground)
  const timetable = createTimetable(ground, matchIndex)
  const studySide = createStudySide(ground)
  const repairSide = createRepairSide(ground, { matchIndex, ...dealing.lent })
  const calendar = { ...createCalendarFeedQueries({ ...ground, baseUrl, diary, cards, appearanceEntries, calendarEntry, itemSeenBy: (sql, row, personId) => itemSeenBy(cards, sql, row, personId) }), ...createCalendarFeedCommands({ work }) }
  const programme = createProgrammeSide(ground, { findEvent })
  const stage = createStageSide(ground, { findEvent })
  const followUp = createFollowUpSide(ground)
  const clearing = createClearingSide(ground, { timetable, matchIndex })
  const salon = createSalonSide(ground)
  const registration = createRegistrationSide(ground, () => money.lent, dealing.leaving)
  const money: MoneySide = createMoneySide(ground, registration.lent)
  const overview = createOverviewQueries({ db, clock, loadSetup: setup.load, gapsOf: money.lent.gapsOf })
  const doorSide = createDoorSide(ground, { ...registration.forDoor, ...money.lent })
  const rooms = { event: createEventRoom({ db, findEvent }), ...dealing.rooms, ...programme.rooms, ...stage.rooms, ...doorSide.rooms }

  /** Every mail by name; each feature brings its own. */
  const mailTemplates: MailTemplates = {
    ...createIdentityMails({ db, clock, appSecret: platform.appSecret, baseUrl }),
    ...dealing.mails, ...mailing.mails, ...programme.mails, ...stage.mails, ...clearing.mails, ...salon.mails, ...registration.mails, ...money.mails, ...followUp.mails,
    timetable_released: dealing.remembering(createReleaseMails({ db, changesSince: changesSinceTold, now: () => clock.now(), diary, cards, baseUrl, mailFrom: MAIL_FROM, calendarEntry }).timetable_released, changedByRelease),
  }
  /** What the job runner can do, feature by feature. */
  const upkeep = createUpkeep(ground)
  const jobHandlers: JobHandler[] = [
    ...upkeep.jobHandlers,
    ...dealing.jobHandlers, ...mailing.jobHandlers,
    ...programme.jobHandlers, ...stage.jobHandlers, ...clearing.jobHandlers, ...salon.jobHandlers, ...registration.jobHandlers, ...money.jobHandlers, ...followUp.jobHandlers,
    ...mailing.sending(mailTemplates),
  ]

  const endpoints = [
    ...createEndpoints({ events, setup, directory, imports, profiles, matchmaking, timetable, ...dealing.features }),
    ...programme.endpoints, ...stage.endpoints, ...clearing.endpoints, ...salon.endpoints, ...registration.endpoints, ...money.endpoints, ...doorSide.endpoints, ...studySide.endpoints, ...repairSide.endpoints, ...followUp.endpoints,
  ]

  return { registrationSeam: registration.lent, jobHandlers, mailTemplates, endpoints, recordRefusal: createRefusalRecord(work), ...mailing.features, identity, events, setup, matchmaking, imports, directory, overview, profiles, ...dealing.features, ...programme.features, ...stage.features, ...clearing.features, ...salon.features, ...registration.features, ...money.features, ...doorSide.features, moneySeam: money.lent, scheduleReconciliation: money.schedule, ...studySide.features, ...repairSide.features, ...followUp.features, timetable, calendar, tally, schedulePurge: upkeep.schedulePurge, scheduleReminders: mailing.scheduleReminders, scheduleNudges: followUp.scheduleNudges, rooms, history: createRoomHistory(ground) }
}

/** Series, events, who has which role in them, and their set-up. */
function createEvents(ground: Ground) {
  const { db, work, publisher } = ground
  const queries = createEventsQueries(ground)
  const findEvent = queries.findById
  const setup = { ...createSetupQueries({ db, findEvent }), ...createSetupCommands({ work, findEvent }) }
  const commands = createEventsCommands({ work, db, findEvent, loadSetup: setup.load })
  const roles = { ...createRolesQueries({ db, findEvent }), ...createRolesCommands({ work, findEvent, partOfPeople: partsTaken.partOfPeople, cut: publisher.cut }) }
  return { events: { ...queries, ...commands, ...roles }, setup }
}

/** Somebody asked for a room that isn't theirs: kept in the audit trail. */
function createRefusalRecord(work: RunWork) {
  return (actor: Actor, subject: string): Promise<Result<undefined>> =>
    work(actor, async (held) => {
      held.audit('room:refused', subject)
      return ok()
    })
}

/** Organizations, who acts for them and what they claim. */
function createDirectory({ db, clock, work, publisher: { cut } }: Ground) {
  const parts = { work, may, findPlace: directoryStore.findPlace, ...partsTaken }
  const queries = createDirectoryQueries({ db, clock })
  return {
    ...queries,
    ...createRosterExport({ work, list: queries.listForExport }),
    ...createDirectoryCommands({ work, cut, parts: partsTaken }),
    ...createDelegationsQueries({ db, clock, may, directory: directoryStore }),
    ...createDelegationsCommands({ ...parts, cut }),
    ...createClaimsCommands(parts),
  }
}

/** Rosters: uploaded, looked at, mended, taken over as a whole, and taken back. */
function createImports({ db, work }: Ground) {
  const reading = createRosterReading({ db, store: importStore })
  return {
    ...createImportsQueries({ db, reading, taking: rosterTaking }),
    ...createImportsCommands({ work, db }),
    ...createRosterTaking({ work, db, reading, mayImport, imports: importStore }),
    ...createRosterUndoing({ work, mayImport, taking: rosterTaking }),
  }
}

export type App = ReturnType<typeof createApp>

/** Which feature answers for which kind of socket room. */
export function roomKinds(app: App): RoomKinds {
  return { event: app.rooms.event, desk: app.rooms.desk, agenda: app.rooms.agenda, stage: app.rooms.stage, crew: app.rooms.crew, audience: app.rooms.audience, moderation: app.rooms.moderation, pitching: app.rooms.pitching, door: app.rooms.door, pitch: app.rooms.pitch }
}

/** What does the commands that come by socket. */
export function socketCommands(app: App): SocketCommands {
  return { 'stage:step': app.stage.step, 'question:vote': app.questions.vote, 'poll:vote': app.polls.vote, 'wishes:save': app.clearing.saveWishes }
}
