import type { Ground } from '#server/app.ts'
import { mailJob } from '#server/features/messages/jobs.ts'
import { joinEvent } from '#server/features/registration-joining/store.ts'
import { createRegistrationLine } from '#server/features/registration-line/commands.ts'
import { createRegistrationLineJobs } from '#server/features/registration-line/jobs.ts'
import type { RegistrationTemplate } from '#server/features/registrations/mail.ts'
import { createTellByMail } from '#server/features/requests/mail.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'

/**
 * Registrations, tickets and invitations. `lent.standingOf`, `lent.onPaid` and `lent.onUnpaid` are for whoever takes money:
 * the latter two are called inside the transaction in which an order is fulfilled, refunded or expires.
 */
export function createRegistrationSide({ db, clock, ids, publisher, nudge, ended, env }: Ground) {
  const quick = createQuickWork({ db, clock, ids, publish: publisher.publish, nudge, ended })
  const tell = createTellByMail<RegistrationTemplate>({ mailDomain: env.MAIL_FROM.split('@').at(-1) ?? 'localhost', sendJob: (mailId, runAt) => mailJob.request({ mailId }, { runAt }) })
  const { lapse, standingOf, onPaid, onUnpaid } = createRegistrationLine({ quick, tell, newTicketCode: () => ids.newSecret(16), join: joinEvent })
  return {
    lent: { standingOf, onPaid, onUnpaid },
    jobHandlers: createRegistrationLineJobs({ lapse }),
  }
}
