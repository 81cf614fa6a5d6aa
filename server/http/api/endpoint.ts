import type { z } from 'zod'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/**
 * One call of the REST API. `path` is below /api/v1 with `{names}`; `input` is one object made of the path's names, the
 * query string (GET, DELETE) or the JSON body; `output` describes what is answered.
 */
export type Endpoint = {
  method: Method
  path: string
  id: string
  summary: string
  input: z.ZodType
  output: z.ZodType
  /** 200 where missing. */
  status?: number
  run: (actor: Actor, input: never) => Promise<Result<unknown>>
}

/** Declares a call with its types checked: what `input` parses is what `run` gets. */
export function endpoint<Input extends z.ZodType, Output extends z.ZodType>(call: {
  method: Method
  path: string
  id: string
  summary: string
  input: Input
  output: Output
  status?: number
  run: (actor: Actor, input: z.infer<Input>) => Promise<Result<z.infer<Output>>>
}): Endpoint {
  return call
}
