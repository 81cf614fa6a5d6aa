import type { Ground } from '#server/app.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { createTellByMail, parseNoticeSubject } from '#server/features/requests/mail.ts'
import { createSeatsApi } from '#server/features/seats/api.ts'
import { createSeatsCommands } from '#server/features/seats/commands.ts'
import { createSeatsJobs } from '#server/features/seats/jobs.ts'
import { createSeatMails, type SeatTemplate } from '#server/features/seats/mail.ts'
import { createSeatsQueries } from '#server/features/seats/queries.ts'

/** Salons: who is invited and who has a seat. Everything else of a salon is programme, stage and audience. */
export function createSalonSide({ db, clock, quick, env }: Ground) {
  const tell = createTellByMail<SeatTemplate>({ mailDomain: env.MAIL_FROM.split('@').at(-1) ?? 'localhost', sendJob: (mailId, runAt, template) => mailJobOf(template).request({ mailId }, { runAt }) })
  const { expireOffer, ...commands } = createSeatsCommands({ quick, tell })
  const seats = { ...createSeatsQueries({ db, now: () => clock.now() }), ...commands }
  return {
    features: { seats },
    mails: createSeatMails({ db, baseUrl: env.baseUrl, parseSubject: parseNoticeSubject }),
    jobHandlers: createSeatsJobs({ expireOffer }),
    endpoints: createSeatsApi(seats),
  }
}
