import { data, type AppLoadContext } from '@remix-run/node'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import type { AppError, Result } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { errorText, type ErrorText } from './error-text.ts'

/** What an action answers: `useActionData<typeof action>()` is one of these. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorText }

function headersOf(error: AppError): HeadersInit {
  return errorStatus[error.code] === 429 ? { 'Retry-After': String(error.params?.['seconds'] ?? 60) } : {}
}

/** For actions: the outcome as data, with the HTTP status of its code and the sentence in the reader's language. */
export function respond<T>(result: Result<T>, context: AppLoadContext, init: { headers?: HeadersInit } = {}) {
  if (result.ok) return data<Answer<T>>({ ok: true, value: result.value }, init)
  const error = errorText(result.error, translator(context.locale), { reference: context.requestId })
  return data<Answer<T>>({ ok: false, error }, { status: errorStatus[result.error.code], headers: { ...headersOf(result.error), ...init.headers } })
}

/** For loaders without a page: the same as a document of its own, so that its status holds when its address is asked for by hand. */
export function respondJson<T>(result: Result<T>, context: AppLoadContext): Response {
  const { data: answer, init } = respond(result, context)
  return Response.json(answer, { ...init, headers: { ...init?.headers, 'Cache-Control': 'no-store' } })
}

/** The body of a thrown page error; the error page shows it. */
export type PageError = { code: AppError['code']; message: string; reference: string }

/** For loaders: the value, or the error page of its code (404, 403, …). */
export function valueOrThrow<T>(result: Result<T>, context: AppLoadContext): T {
  if (result.ok) return result.value
  throw pageError(result.error, context)
}

/** What to throw so that the error page shows this code. */
export function pageError(error: AppError, context: AppLoadContext) {
  const { code, message } = errorText(error, translator(context.locale), { reference: context.requestId })
  return data<PageError>({ code, message, reference: context.requestId }, { status: errorStatus[code], headers: headersOf(error) })
}
