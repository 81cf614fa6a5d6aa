import type { z } from 'zod'

import type { Tx } from '#server/platform/db.ts'

import type { JobRequest } from './outbox.ts'

/** What a job is called and what it needs to know. The payload is ids and codes: content is read when the job runs. */
export type JobDefinition<Payload> = {
  name: string
  payload: z.ZodType<Payload>
  /** So many of it run at once, beside all others, because they wait for somebody else's server: should that hang, nothing else waits with it. */
  most?: number | undefined
  /** After so many tries it is given up, instead of `maxAttempts`. */
  patience?: number | undefined
  /** A request to be written with `enqueue`. `runAt` in ms; a second request with the same `dedupeKey` is dropped. */
  request(payload: Payload, options?: { runAt?: number; dedupeKey?: string }): JobRequest
}

export function defineJob<Payload>(name: string, payload: z.ZodType<Payload>, { most, patience }: { most?: number; patience?: number } = {}): JobDefinition<Payload> {
  return {
    name,
    payload,
    most,
    patience,
    request: (value, options) => ({ name, payload: payload.parse(value) as JobRequest['payload'], ...options }),
  }
}

export type JobContext = {
  jobId: string
  /** 1 for the first try. A job is run again after a crash, so its effect must be one that can be repeated, or use `finish`. */
  attempt: number
  /** The same without those that ended with their process: after `maxAttempts` of them, or its own patience, the job is given up. */
  tries: number
  /** Fires when the server stops or another process took the job over. */
  signal: AbortSignal
  /** Saves the job's effect and that it is done in one transaction: exactly once, whatever crashes. */
  finish(effect: (tx: Tx) => Promise<void>): Promise<void>
  /** Saves that the job's hour has not come, and when it does (ms), in one transaction; it is the same job then, and no try has been used up. */
  postpone(choose: (tx: Tx) => Promise<number>): Promise<void>
}

export type JobHandler = {
  name: string
  most?: number | undefined
  patience?: number | undefined
  /** False where the stored payload isn't what the job expects. */
  accepts(payload: unknown): boolean
  run(payload: unknown, context: JobContext): Promise<void>
}

/** Binds a job to the code that does it; what that code needs it closes over. */
export function handle<Payload>(definition: JobDefinition<Payload>, run: (payload: Payload, context: JobContext) => Promise<void>): JobHandler {
  return {
    name: definition.name,
    most: definition.most,
    patience: definition.patience,
    accepts: (payload) => definition.payload.safeParse(payload).success,
    run: async (payload, context) => run(definition.payload.parse(payload), context),
  }
}

export type Registry = ReadonlyMap<string, JobHandler>

export function createRegistry(handlers: JobHandler[]): Registry {
  const registry = new Map<string, JobHandler>()
  for (const handler of handlers) {
    if (registry.has(handler.name)) throw new Error(`two handlers for the job ${handler.name}`)
    registry.set(handler.name, handler)
  }
  return registry
}

/** Thrown by a handler where trying again can't help: the job is set aside at once. `code` is kept, nothing else. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp'
  constructor(readonly code: string) {
    super(code)
  }
}
