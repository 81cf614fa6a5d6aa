import { AsyncLocalStorage } from 'node:async_hooks'

/** Ends a turn; calling it again does nothing. */
export type EndTurn = () => void

/** First come, first served: whoever holds the turn is alone on the writing connection. */
export type Turns = {
  take(): Promise<EndTurn>
  /** True while somebody holds the turn. */
  busy(): boolean
}

export function createTurns(): Turns {
  const waiting: Array<(end: EndTurn) => void> = []
  let taken = false

  function grant(start: (end: EndTurn) => void): void {
    let ended = false
    start(() => {
      if (ended) return
      ended = true
      const next = waiting.shift()
      if (next) grant(next)
      else taken = false
    })
  }

  return {
    take: () =>
      new Promise((resolve) => {
        if (taken) return void waiting.push(resolve)
        taken = true
        grant(resolve)
      }),
    busy: () => taken,
  }
}

/**
 * Marks the code that runs inside a transaction. Taking a second turn in there could never succeed (the transaction holds
 * it until that very code is done), so it is refused at once instead of hanging until the timeout.
 */
const insideTransaction = new AsyncLocalStorage<{ open: boolean }>()

export async function markTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark = { open: true }
  try {
    return await insideTransaction.run(mark, work)
  } finally {
    mark.open = false
  }
}

export function refuseInsideTransaction(): void {
  if (!insideTransaction.getStore()?.open) return
  throw new Error('A write outside the open transaction was asked for inside it: use the transaction that was handed in.')
}
