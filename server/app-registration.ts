import type { Ground } from '#server/app.ts'
import { createInvitationExport } from '#server/features/invitation-export/queries.ts'
import { createInvitationsApi } from '#server/features/invitations/api.ts'
import { createInvitationCommands } from '#server/features/invitations/commands.ts'
import { createInvitationJobs } from '#server/features/invitations/jobs.ts'
import { createInvitationMails, type InvitationTemplate } from '#server/features/invitations/mail.ts'
import { chosenGuests, createInvitationQueries } from '#server/features/invitations/queries.ts'
import type { LeavingSide } from '#server/features/leaving/commands.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { createRegistrationDeskCommands } from '#server/features/registration-desk/commands.ts'
import { createRegistrationFormCommands } from '#server/features/registration-forms/commands.ts'
import { createRegistrationFormQueries } from '#server/features/registration-forms/queries.ts'
import { findParts, listSessions } from '#server/features/registration-forms/store.ts'
import { fillPerson, findMeant, joinEvent, personByEmail } from '#server/features/registration-joining/store.ts'
import { aroundRegistration, createRegistrationLine, registered } from '#server/features/registration-line/commands.ts'
import { createRegistrationLineJobs } from '#server/features/registration-line/jobs.ts'
import * as places from '#server/features/registration-line/store.ts'
import { createRegistrationsApi } from '#server/features/registrations/api.ts'
import { createRegistrationCommands } from '#server/features/registrations/commands.ts'
import { createRegistrationMails, type RegistrationTemplate } from '#server/features/registrations/mail.ts'
import { createRegistrationQueries } from '#server/features/registrations/queries.ts'
import { isConsentGiven, writeDraft } from '#server/features/registrations/store.ts'
import { createTellByMail, parseNoticeSubject } from '#server/features/requests/mail.ts'
import type { TicketReturn } from '#server/features/ticket-return/commands.ts'
import type { FormGap } from '#server/features/ticket-types/queries.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { invitationToken } from '#server/platform/secrets.ts'

/** What the side of money lends. */
type Lent = Pick<TicketReturn, 'quote' | 'shared' | 'giveUp' | 'isBeingPaid'> & { gapsOf: (sql: SyncSql, eventId: string) => FormGap[] }

/**
 * Registrations, tickets and invitations. `lent.standingOf`, `lent.onPaid` and `lent.onUnpaid` are for whoever takes money:
 * the latter two are called inside the transaction in which an order is fulfilled, refunded or expires. `money`, asked for
 * when it is needed, says and pays what giving up brings back, and who is paying. `leaving`: what becomes of whoever was let in.
 */
export function createRegistrationSide(ground: Ground, money: () => Lent, leaving: LeavingSide) {
  const { db, clock, ids, quick, env } = ground
  const now = (): number => clock.now()
  const tell = createTellByMail<RegistrationTemplate | InvitationTemplate>({ mailDomain: env.MAIL_FROM.split('@').at(-1) ?? 'localhost', sendJob: (mailId, runAt, template) => mailJobOf(template).request({ mailId }, { runAt }) })
  const line = createRegistrationLine({ quick, tell, newTicketCode: () => ids.newSecret(16), join: joinEvent, leave: leaving.leave, isBeingPaid: (...about) => money().isBeingPaid(...about) })
  const parts = { quick, line, places, findParts, fillPerson, around: aroundRegistration, registered }
  const givingUp = { leaving, cut: ground.publisher.cut, giveUpTicket: (held: QuickWork, registrationId: string) => money().giveUp(held, registrationId) }
  const registrations = {
    ...createRegistrationQueries({ db, now, places, findParts, listSessions, findMeant, isConsentGiven, leaving, quote: (...about) => money().quote(...about), shared: (...about) => money().shared(...about) }),
    ...createRegistrationFormQueries({ db, now, places, gapsOf: (...about) => money().gapsOf(...about) }),
    ...createRegistrationCommands({ ...parts, ...givingUp }),
    ...createRegistrationDeskCommands({ ...parts, ...givingUp, writeDraft, personByEmail }),
    ...createRegistrationFormCommands({ quick, line, places }),
  }
  const tokenOf = (invitationId: string, version: number): string => invitationToken(ground.appSecret, invitationId, version)
  const guests = { db, now, findEvent: places.findRegistrationEvent, tokenOf }
  const { remindList, askAgain, ...inviting } = createInvitationCommands({ ...guests, quick, tell, personByEmail, chosen: chosenGuests })
  const asked = createInvitationQueries(guests)
  const invitations = { ...asked, ...inviting, ...createInvitationExport({ work: ground.work, listDesk: asked.listDesk }) }
  return {
    lent: { listForms: places.listForms, standingOf: line.standingOf, onPaid: line.onPaid, onUnpaid: line.onUnpaid },
    /** For the door, where somebody who comes without a registration gets one. */
    forDoor: { line },
    features: { registrations, invitations },
    mails: {
      ...createRegistrationMails({ db, baseUrl: env.baseUrl, parseSubject: parseNoticeSubject, around: aroundRegistration, findTicket: places.findTicket }),
      ...createInvitationMails({ ...guests, baseUrl: env.baseUrl, parseSubject: parseNoticeSubject }),
    },
    jobHandlers: [...createRegistrationLineJobs({ lapse: line.lapse }), ...createInvitationJobs({ remindList, askAgain })],
    endpoints: [...createRegistrationsApi(registrations), ...createInvitationsApi(invitations)],
  }
}

export type RegistrationDoor = ReturnType<typeof createRegistrationSide>['forDoor']
