import type { Ground } from '#server/app.ts'
import { onlyWithPitches } from '#server/app-lines.ts'
import { diary } from '#server/features/diary/store.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { occupancy } from '#server/features/occupancy/store.ts'
import { createFreeSlotsFor, createPitchBoardQueries } from '#server/features/pitch-board/queries.ts'
import { createPitchNews, createPitchRooms, createTellAppearance } from '#server/features/pitch-board/socket.ts'
import { createPitchDecksApi } from '#server/features/pitch-decks/api.ts'
import { createPitchDeckCommands } from '#server/features/pitch-decks/commands.ts'
import { pitchFacts } from '#server/features/pitch-facts/store.ts'
import { createPitchLineApi } from '#server/features/pitch-line/api.ts'
import { createPitchLineCommands } from '#server/features/pitch-line/commands.ts'
import { createPitchLineJobs } from '#server/features/pitch-line/jobs.ts'
import { createLine, insertWaiting } from '#server/features/pitch-line/store.ts'
import { createPitchMails, createTellSlot, type PitchTemplate } from '#server/features/pitch-notices/mail.ts'
import { createPitchRankingApi } from '#server/features/pitch-ranking/api.ts'
import { createPitchRankingCommands } from '#server/features/pitch-ranking/commands.ts'
import { clearingAt, createPitchRankingJobs } from '#server/features/pitch-ranking/jobs.ts'
import { createPitchRosterQueries } from '#server/features/pitch-roster/queries.ts'
import { createPitchRulesApi } from '#server/features/pitch-rules/api.ts'
import { createPitchRuleCommands } from '#server/features/pitch-rules/commands.ts'
import { createPitchRuleJobs, slotsReleasedJob } from '#server/features/pitch-rules/jobs.ts'
import { createPitchSlotsApi } from '#server/features/pitch-slots/api.ts'
import { createPitchSlotCommands, presenters } from '#server/features/pitch-slots/commands.ts'
import { createSlotStore } from '#server/features/pitch-slots/store.ts'
import { createPitchSwapsApi } from '#server/features/pitch-swaps/api.ts'
import { createPitchSwapCommands } from '#server/features/pitch-swaps/commands.ts'
import { createPitchSwapJobs } from '#server/features/pitch-swaps/jobs.ts'
import { voidSwaps } from '#server/features/pitch-swaps/store.ts'
import { appearanceOf } from '#server/features/programme/store.ts'
import { createTellByMail, parseNoticeSubject } from '#server/features/requests/mail.ts'
import { createTechChecksApi } from '#server/features/tech-checks/api.ts'
import { createTechCheckCommands } from '#server/features/tech-checks/commands.ts'
import { createFileStore } from '#server/platform/files.ts'

/** Who pitches in which slot: booking, line, ranking, swaps, decks and tech checks. `pitching` is one thing to those who call it. */
export function createPitching(ground: Ground) {
  const { db, clock, ids, quick, env } = ground
  const now = (): number => clock.now()
  const mailDomain = env.MAIL_FROM.split('@').at(-1) ?? 'localhost'
  const facts = pitchFacts
  const news = createPitchNews({ diary, facts })
  const tell = createTellByMail<PitchTemplate>({ mailDomain, sendJob: (mailId, runAt, template) => mailJobOf(template).request({ mailId }, { runAt }) })
  const tellSlot = createTellSlot(tell)
  const slots = createSlotStore({ occupancy, tellAppearance: createTellAppearance(appearanceOf) })
  const line = createLine({ diary, facts, slots, news, tell })
  const freeSlotsFor = createFreeSlotsFor(facts)
  const shared = { quick, db, now, diary, occupancy, facts, slots, line, news, tell, tellSlot, presenters, freeSlotsFor }

  const { expireOffer, ...inLine } = createPitchLineCommands(shared)
  const { refresh, followRelease, ...rules } = createPitchRuleCommands({ ...shared, newSecret: () => ids.newSecret(32), clearing: clearingAt })
  const { clearDue, ...ranking } = createPitchRankingCommands({ ...shared, insertWaiting })
  const { expire: expireSwap, propose, accept, decline, withdraw } = createPitchSwapCommands(shared)
  const pitching = onlyWithPitches(db, {
    ...createPitchBoardQueries(shared),
    ...createPitchRosterQueries(shared),
    ...createPitchSlotCommands({ ...shared, voidSwaps }),
    ...inLine,
    ...rules,
    ...ranking,
    ...createPitchDeckCommands({ ...shared, newId: ids.newId, files: createFileStore(env.DATA_DIR) }),
    ...createTechCheckCommands(shared),
    proposeSwap: propose, acceptSwap: accept, declineSwap: decline, withdrawSwap: withdraw,
  })
  return {
    pitching,
    followRelease: (eventId: string, releaseId: string) => slotsReleasedJob.request({ eventId }, { dedupeKey: `pitch-rules:slots-released:${releaseId}` }),
    rooms: createPitchRooms(pitching),
    mails: createPitchMails({ db, now, facts, baseUrl: env.baseUrl, mailFrom: env.MAIL_FROM, parseSubject: parseNoticeSubject }),
    jobHandlers: [
      ...createPitchLineJobs({ expire: expireOffer }),
      ...createPitchRuleJobs({ refresh, followRelease }),
      ...createPitchRankingJobs({ clearDue }),
      ...createPitchSwapJobs({ expire: expireSwap }),
    ],
    endpoints: [
      ...createPitchSlotsApi(pitching), ...createPitchLineApi(pitching), ...createPitchRankingApi(pitching), ...createPitchSwapsApi(pitching),
      ...createPitchDecksApi(pitching), ...createTechChecksApi(pitching), ...createPitchRulesApi(pitching),
    ],
  }
}
