import type { z } from 'zod'

import type { Answer, commandPayloads, CommandName, OrderAnswers } from '#server/protocol/client-to-server.ts'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'

const answerWithinMs = 6_000
const mostTries = 3
const connectWithinMs = 8_000

/** A command over the page's socket. Sent again with the same payload where the answer is lost, so it must be one that counts once, or have one try. Null: nobody answered. */
export async function sendOrder<Name extends CommandName>(name: Name, payload: z.input<(typeof commandPayloads)[Name]>, tries = mostTries): Promise<Answer<OrderAnswers[Name]> | null> {
  const live = await openLiveSocket().catch(() => null)
  if (live === null) return null
  for (let nth = 0; nth < tries; nth += 1) {
    if (!(await connected(live))) continue
    const asking = live.timeout(answerWithinMs) as unknown as { emitWithAck(name: string, payload: unknown): Promise<Answer<OrderAnswers[Name]>> }
    const answer = await asking.emitWithAck(name, payload).catch(() => null)
    if (answer !== null) return answer
  }
  return null
}

function connected(live: LiveSocket): Promise<boolean> {
  if (live.connected) return Promise.resolve(true)
  return new Promise((done) => {
    const end = (value: boolean): void => {
      clearTimeout(timer)
      live.off('connect', onConnect)
      done(value)
    }
    const onConnect = (): void => end(true)
    const timer = setTimeout(() => end(false), connectWithinMs)
    live.on('connect', onConnect)
  })
}

/** A key by which a thing sent again is known to be the same. */
export function newOnceKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
