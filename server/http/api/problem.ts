import type { Response } from 'express'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import type { AppError } from '#server/domain/shared/result.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** RFC 9457 problem document: `code` is stable, `title` is the sentence in the caller's language. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  fields?: { path: string; code: string; message: string }[]
  detail?: unknown
}

export function problemOf(error: AppError, locale: Locale, reference: string): Problem {
  const t = translator(locale)
  const fields = error.fields?.map(({ path, code, params }) => ({ path, code, message: t(`errors:${code}`, params ?? {}) }))
  return {
    type: `urn:touhai:error:${error.code}`,
    title: t(`errors:${error.code}`, { reference, ...error.params }),
    status: errorStatus[error.code],
    code: error.code,
    ...(fields && fields.length > 0 ? { fields } : {}),
    ...(error.detail === undefined ? {} : { detail: error.detail }),
  }
}

export function sendProblem(response: Response, error: AppError, locale: Locale): void {
  const problem = problemOf(error, locale, String(response.locals['requestId'] ?? ''))
  if (problem.status === 429) response.set('Retry-After', String(error.params?.['seconds'] ?? 1))
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
