import type { Ground } from '#server/app.ts'
import type { RegistrationStanding } from '#server/domain/registration/standing.ts'
import { createFinanceExport } from '#server/features/finance-export/queries.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { createOrderSettling, type OrderTemplate, type RegistrationSeam } from '#server/features/order-settling/commands.ts'
import { createMoneyApi } from '#server/features/orders/api.ts'
import { createOrderCommands } from '#server/features/orders/commands.ts'
import { createOrderJobs, holdEndsJob } from '#server/features/orders/jobs.ts'
import { createOrderMails } from '#server/features/orders/mail.ts'
import { createOrderQueries } from '#server/features/orders/queries.ts'
import * as orderStore from '#server/features/orders/store.ts'
import { createPaymentCommands } from '#server/features/payments/commands.ts'
import { createPaymentJobs, lookAtOrderJob } from '#server/features/payments/jobs.ts'
import * as paymentStore from '#server/features/payments/store.ts'
import { createRefundCommands } from '#server/features/refunds/commands.ts'
import { createRefundJobs } from '#server/features/refunds/jobs.ts'
import * as refundStore from '#server/features/refunds/store.ts'
import type { FormRow } from '#server/features/registration-line/store.ts'
import { createTellByMail, parseNoticeSubject } from '#server/features/requests/mail.ts'
import { createTicketReturn } from '#server/features/ticket-return/commands.ts'
import { createTicketTypeCommands } from '#server/features/ticket-types/commands.ts'
import { createTicketTypeQueries, newShop } from '#server/features/ticket-types/queries.ts'
import * as ticketTypes from '#server/features/ticket-types/store.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** What registrations lend: where one stands, and what to call when its order is paid or no longer is. */
export type Registrations = RegistrationSeam & { listForms: (sql: SyncSql, eventId: string) => FormRow[]; standingOf: (sql: SyncSql, registrationId: string) => RegistrationStanding | null }

/** Tickets and money: what is sold, orders, payments, refunds and the books. */
export function createMoneySide({ db, clock, ids, logger, quick, env, payments: service = null }: Ground, registrations: Registrations) {
  const now = (): number => clock.now()
  const tell = createTellByMail<OrderTemplate>({ mailDomain: env.MAIL_FROM.split('@').at(-1) ?? 'localhost', sendJob: (mailId, runAt, template) => mailJobOf(template).request({ mailId }, { runAt }) })
  const refunds = createRefundCommands({ db, quick, service, orders: orderStore, payments: paymentStore, lookJob: (orderId) => lookAtOrderJob.request({ orderId }) })
  const settling = createOrderSettling({ orders: orderStore, seam: registrations, tell, giveBackAll: refunds.giveBackAll, giveBackLine: refunds.giveBackLine })
  const returning = createTicketReturn({ orders: orderStore, payments: paymentStore, tell, ticketTypes, refundStore, left: refunds.left, askPolicyRefund: refunds.askPolicyRefund, holdEndsJob: (orderId) => holdEndsJob.request({ orderId }), settling, newShop })
  const eventOf = (eventId: string) => db.read((sql) => ticketTypes.findSellingEvent(sql, eventId))
  const payments = createPaymentCommands({ db, clock, logger, quick, service, orders: orderStore, settling, baseUrl: env.baseUrl, findSlug: (eventId) => eventOf(eventId)?.slug ?? null })
  const mayPay = service !== null
  const { gapsOf, ...selling } = createTicketTypeQueries({ db, now, mayPay, listForms: registrations.listForms })
  const tickets = { ...selling, ...createTicketTypeCommands({ quick }) }
  const queries = createOrderQueries({ db, now, ticketTypes, payments: paymentStore, refunds: refundStore, mayPay, bringsBack: returning.bringsBack, standingOf: registrations.standingOf })
  const orders = {
    ...queries,
    ...createOrderCommands({ quick, ticketTypes, standingOf: registrations.standingOf, settling, newShop, cancelSold: returning.cancelSold }),
    ...createFinanceExport({ quick, desk: queries.forOrganizer, zoneOf: (eventId) => eventOf(eventId)?.zone ?? 'utc' }),
    refund: refunds.refund,
  }
  const jobs = createPaymentJobs({ db, clock, ids, logger, look: payments.look, reconcile: payments.reconcile })
  return {
    /** For whoever checks people in or gives places up; each inside the transaction that does it. */
    lent: { returnDeposit: refunds.returnDeposit, quote: returning.quote, giveUp: returning.giveUp, shared: returning.shared, isBeingPaid: returning.isBeingPaid, gapsOf },
    features: { tickets, orders, payments: { open: payments.open, hearWebhook: payments.hearWebhook, reconcile: payments.reconcile } },
    schedule: (): Promise<void> => (mayPay ? jobs.scheduleReconciliation() : Promise.resolve()),
    mails: createOrderMails({ db, baseUrl: env.baseUrl, ticketTypes, parseSubject: parseNoticeSubject }),
    jobHandlers: [...createOrderJobs({ endHold: payments.endHold }), ...jobs.jobHandlers, ...createRefundJobs({ send: refunds.send })],
    endpoints: createMoneyApi({ tickets, orders, payments }),
  }
}

export type MoneySide = ReturnType<typeof createMoneySide>
