import type { z } from 'zod'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Locale } from '#server/i18n/locales.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** What a call knows of its caller besides who she is. */
export type Caller = { locale: Locale }

/** A file in the answer's body. `fileName` is a suggestion in people's own script. */
export type FileAnswer = { bytes: Uint8Array; fileName: string; type: string }

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
  /** Takes one file of at most so many bytes: `fileName` and `bytes` are added to the input. */
  uploadBytes?: number
  /** Answers with a file of one of these media types; `run` gives a FileAnswer. */
  fileTypes?: readonly string[]
  run: (actor: Actor, input: never, caller: Caller) => Promise<Result<unknown>>
}

type Declared<Input extends z.ZodType> = { method: Method; path: string; id: string; summary: string; input: Input; status?: number; uploadBytes?: number }

/** Declares a call with its types checked: what `input` parses is what `run` gets. */
export function endpoint<Input extends z.ZodType, Output extends z.ZodType>(
  call: Declared<Input> & { output: Output; run: (actor: Actor, input: z.infer<Input>, caller: Caller) => Promise<Result<z.infer<Output>>> },
): Endpoint {
  return call
}

/** Declares a call that answers with a file. */
export function fileEndpoint<Input extends z.ZodType>(
  call: Declared<Input> & { fileTypes: readonly string[]; output: z.ZodType; run: (actor: Actor, input: z.infer<Input>, caller: Caller) => Promise<Result<FileAnswer>> },
): Endpoint {
  return call
}
