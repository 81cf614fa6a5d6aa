import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Clock } from './platform/clock.ts'
import type { Env } from './platform/env.ts'
import { createPaymentRehearsal, listenForRehearsal, type PaymentRehearsal } from './platform/payment-rehearsal.ts'
import type { Books } from './platform/payment-rehearsal-books.ts'
import { createStripe, type PaymentService } from './platform/stripe.ts'

export type Payments = { service: PaymentService | null; rehearsal: PaymentRehearsal | null; close(): Promise<void> }

/** Known to everybody, and worth nothing: the rehearsal listens to this machine alone and moves no money. */
const rehearsalKeys = { secretKey: 'sk_test_rehearsal', webhookSecret: 'whsec_rehearsal' }

/** Stripe where a key is set; a rehearsal of it in the demo; otherwise nobody can pay. */
export async function openPayments(env: Env, clock: Clock): Promise<Payments> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_HOST: host } = env
  if (secretKey !== undefined && webhookSecret !== undefined) return { service: createStripe({ secretKey, webhookSecret, ...(host && { host }) }), rehearsal: null, close: async () => undefined }
  return env.isDemo ? openRehearsal(env, clock) : { service: null, rehearsal: null, close: async () => undefined }
}

/** The same SDK at another address: calls and events go over HTTP as they would to Stripe and back. */
async function openRehearsal(env: Env, clock: Clock): Promise<Payments> {
  const file = join(env.DATA_DIR, 'payment-rehearsal.json')
  const books = existsSync(file) ? readBooks(file) : undefined
  const rehearsal: PaymentRehearsal = createPaymentRehearsal({
    ...rehearsalKeys,
    now: () => clock.now(),
    pageUrl: `${env.baseUrl}/rehearsal/pay`,
    ...(books && { books }),
    deliver: async (body, signature) => {
      await fetch(`http://127.0.0.1:${env.PORT}/webhooks/stripe`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'stripe-signature': signature } })
    },
    changed: () => writeFileSync(file, JSON.stringify({ payments: [...rehearsal.books.payments], events: rehearsal.books.events })),
  })
  const place = await listenForRehearsal(rehearsal.serve)
  return { service: createStripe({ ...rehearsalKeys, host: place.host }), rehearsal, close: place.close }
}

function readBooks(file: string): Books {
  const { payments, events } = JSON.parse(readFileSync(file, 'utf8')) as { payments: [string, Books['payments'] extends Map<string, infer One> ? One : never][]; events: Books['events'] }
  return { payments: new Map(payments), events }
}
