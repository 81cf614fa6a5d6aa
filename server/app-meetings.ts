import type { Ground } from '#server/app.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { demoDigestWindowMs, digestWindowMs } from '#server/domain/messages/agenda-news.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { createAcceptanceCommands } from '#server/features/acceptance/commands.ts'
import { createAskDigest, createTellDeals, type DigestTemplate } from '#server/features/agenda-news/commands.ts'
import { createAgendaNewsMails } from '#server/features/agenda-news/mail.ts'
import { createAgendaQueries } from '#server/features/agenda/queries.ts'
import { agendaNews, boardMeeting, createAgendaRooms } from '#server/features/agenda/socket.ts'
import * as cards from '#server/features/agenda/store.ts'
import { diary } from '#server/features/diary/store.ts'
import { createDraftBoardCommands } from '#server/features/draft-board/commands.ts'
import type { createMatchIndex } from '#server/features/match-index/queries.ts'
import { createLeaving } from '#server/features/leaving/commands.ts'
import { createMeetingCommands } from '#server/features/meetings/commands.ts'
import { calendarEntry, createMeetingMails, itemSeenBy, ownMeeting, type OwnMeeting } from '#server/features/meetings/mail.ts'
import { booking } from '#server/features/meetings/store.ts'
import { digestKey, mailJobOf } from '#server/features/messages/jobs.ts'
import { occupancy } from '#server/features/occupancy/store.ts'
import { partOfHouse, partOfPerson } from '#server/features/parts-taken/store.ts'
import { appearancesOf } from '#server/features/programme/store.ts'
import { createReleaseCommands } from '#server/features/releases/commands.ts'
import { createReleaseQueries } from '#server/features/releases/queries.ts'
import { createTellRequests } from '#server/features/request-news/commands.ts'
import { createRequestNewsMails } from '#server/features/request-news/mail.ts'
import { cancelMeeting } from '#server/features/repairs/store.ts'
import { createRequestCommands } from '#server/features/requests/commands.ts'
import { createRequestJobs, expiryJob } from '#server/features/requests/jobs.ts'
import { createRequestMails, createTellByMail, noticeSubject, parseNoticeSubject } from '#server/features/requests/mail.ts'
import { createRequestQueries } from '#server/features/requests/queries.ts'
import * as requestStore from '#server/features/requests/store.ts'
import { createTimetableCommands, type StartSolve } from '#server/features/timetable/commands.ts'
import { createTimetableQueries } from '#server/features/timetable/queries.ts'
import { drafts } from '#server/features/timetable/store.ts'
import { timetableFacts } from '#server/features/timetable-facts/store.ts'
import { createUnmetCommands } from '#server/features/unmet/commands.ts'
import { createUnmetQueries } from '#server/features/unmet/queries.ts'
import { liveAppearances } from '#server/features/stage-drift/store.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { startProvedSolve } from '#server/platform/proved-solver.ts'

/** Asking for meetings, saying yes, and what happens to a meeting then; all of them share one diary and one occupancy. */
export function createDealing({ db, clock, quick, env }: Ground) {
  const now = (): number => clock.now()
  const mailDomain = env.MAIL_FROM.split('@').at(-1) ?? 'localhost'
  const windowMs = env.isDemo ? demoDigestWindowMs : digestWindowMs
  const ask = createAskDigest({ tell: createTellByMail<DigestTemplate>({ mailDomain, sendJob: (mailId, runAt, template) => mailJobOf(template).request({ mailId }, { runAt, dedupeKey: digestKey(mailId) }) }), jobKey: digestKey })
  const tellByMail = createTellDeals({ ask, tellRequests: createTellRequests({ ask, windowMs, findRequest: cards.findRequest }), windowMs })
  const shared = { quick, db, now, diary, cards, news: agendaNews, tellByMail }
  const placing = { occupancy, diary }
  const { tellPromoted, expire, ...asking } = createRequestCommands(shared)
  const expiry = (requestId: string, runAt: number, dedupeKey: string) => expiryJob.request({ requestId }, { runAt, dedupeKey })
  const acceptance = createAcceptanceCommands({ ...shared, requests: requestStore, booking, placing, tellPromoted, expiry })
  const agenda = createAgendaQueries({ db, appearancesOf: liveAppearances(appearancesOf, now) })
  const mailing = { db, now, diary, cards, baseUrl: env.baseUrl, mailFrom: env.MAIL_FROM, parseSubject: parseNoticeSubject }
  const forCalendar = async (actor: Actor, meetingId: string, locale: Locale): Promise<Result<OwnMeeting>> => {
    const own = actor.kind === 'person' ? ownMeeting({ ...mailing, attendeesOf: cards.attendeesOf }, { meetingId, personId: actor.personId, locale }) : null
    return own === null ? err('record.not_found') : ok(own)
  }
  const digest = createAgendaNewsMails({ ...mailing, calendarEntry, itemSeenBy: (sql, row, personId) => itemSeenBy(cards, sql, row, personId) })
  const alone = createRequestMails({ db, diary, cards, baseUrl: env.baseUrl })
  return {
    features: {
      agenda,
      requests: { ...createRequestQueries({ db, clock, diary, cards }), ...asking, ...acceptance },
      unmet: { ...createUnmetQueries({ db, now, diary, facts: timetableFacts }), ...createUnmetCommands({ ...shared, requests: requestStore, booking, placing }) },
      meetings: { ...createMeetingCommands({ ...shared, ...placing, tellPromoted }), board: agenda.board, forCalendar },
    },
    rooms: createAgendaRooms(agenda),
    mails: { ...alone, ...createRequestNewsMails({ ...mailing, alone, subjectOf: noticeSubject }), ...createMeetingMails(mailing), ...digest.mails },
    jobHandlers: createRequestJobs({ expire }),
    /** For those who change meetings elsewhere: how people hear of it. */
    lent: { tellByMail, tellPromoted },
    remembering: digest.remembering,
    /** For those who end somebody's part in an event. */
    leaving: createLeaving({ ...shared, occupancy, partOfPerson, partOfHouse, cancelMeeting, answerRequest: requestStore.answerRequest, tellPromoted }),
  }
}

/** Drafts computed in threads, edited by hand and released; `timetable` is one thing to those who call it. */
export function createTimetable({ db, clock, ids, logger, publisher, quick, env }: Ground, matchIndex: ReturnType<typeof createMatchIndex>) {
  const shared = { quick, db, now: () => clock.now(), diary, facts: timetableFacts, drafts }
  const scoreOf = async (eventId: string) => (await matchIndex.of(eventId)?.table())?.totalOf ?? (() => -1)
  const mailDomain = env.MAIL_FROM.split('@').at(-1) ?? 'localhost'
  const sendJob = (mailId: string, runAt: number) => mailJobOf('timetable_released').request({ mailId }, { runAt })
  const startSolve: StartSolve = (problem, options, onProgress) => startProvedSolve(problem, { proofSeconds: 0, ...options }, onProgress, (error) => logger.error({ err: error }, 'a proof failed'))
  return {
    ...createTimetableQueries(shared),
    ...createTimetableCommands({ ...shared, newId: ids.newId, logger, scoreOf, startSolve, notify: publisher.notify }),
    ...createDraftBoardCommands(shared),
    ...createReleaseQueries(shared),
    ...createReleaseCommands({ ...shared, occupancy, cards: { ...cards, boardMeeting }, mailDomain, sendJob }),
  }
}
