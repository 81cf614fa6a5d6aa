import type { z } from 'zod'

import { errorStatus, type ErrorCode } from '../domain/shared/error-codes.ts'
import type { ErrorParams, FieldIssue } from '../domain/shared/result.ts'

type Issue = z.core.$ZodIssue

function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errorStatus, text)
}

/**
 * What zod found, in our own codes. A schema may name the code itself: as the message (`.regex(…, 'input.bad_email')`), or
 * as `params: { code, params }` of a custom check. Paths are dotted, as form fields are named: `windows.0.startsAt`.
 */
export function fieldIssuesOf(error: { issues: readonly Issue[] }): FieldIssue[] {
  return error.issues.flatMap((issue): FieldIssue[] => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, code: 'input.malformed' }))
    return [{ path, ...meaningOf(issue) }]
  })
}

function meaningOf(issue: Issue): { code: ErrorCode; params?: ErrorParams } {
  if (issue.code === 'custom' && isErrorCode(issue.params?.['code'])) {
    return { code: issue.params['code'], params: issue.params['params'] as ErrorParams | undefined }
  }
  const limits = limitsOf(issue)
  if (isErrorCode(issue.message)) return { code: issue.message, ...(limits ? { params: limits } : {}) }
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined || issue.input === null ? 'input.required' : issue.expected === 'number' ? 'input.not_a_number' : 'input.invalid' }
    case 'too_big':
    case 'too_small':
      return { code: sizeCode(issue), ...(limits ? { params: limits } : {}) }
    case 'invalid_format':
      return { code: issue.format === 'email' ? 'input.bad_email' : issue.format === 'url' ? 'input.bad_url' : /date|time/.test(issue.format) ? 'input.bad_date' : 'input.invalid' }
    case 'invalid_value':
      return { code: 'input.not_an_option' }
    default:
      return { code: 'input.invalid' }
  }
}

function sizeCode(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): ErrorCode {
  if (issue.code === 'too_small' && issue.origin !== 'number' && Number(issue.minimum) === 1) return 'input.required'
  if (issue.origin === 'string') return issue.code === 'too_big' ? 'input.too_long' : 'input.too_short'
  if (issue.origin === 'number') return issue.code === 'too_big' ? 'input.too_much' : 'input.too_little'
  return issue.code === 'too_big' ? 'input.list_too_long' : 'input.list_too_short'
}

function limitsOf(issue: Issue): ErrorParams | null {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) }
  if (issue.code === 'too_small') return { min: Number(issue.minimum) }
  return null
}
