import type { ErrorCode } from './error-codes.ts'

/** Values put into the sentence of an error; never personal data of somebody else. */
export type ErrorParams = Record<string, string | number>

/** One field of a form, import or payload that was refused: `path` as the sender named it. */
export type FieldIssue = { path: string; code: ErrorCode; params?: ErrorParams }

/**
 * An expected failure. `code` is stable and part of the public interface; `fields` names what to mend;
 * `detail` carries machine-readable help (for example three alternative slots) and is safe to show to the caller.
 */
export type AppError = {
  code: ErrorCode
  params?: ErrorParams
  fields?: FieldIssue[]
  detail?: unknown
}

export type Ok<T> = { ok: true; value: T }
export type Err = { ok: false; error: AppError }
export type Result<T> = Ok<T> | Err

export function ok(): Ok<undefined>
export function ok<T>(value: T): Ok<T>
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value }
}

export function err(code: ErrorCode, extra: Omit<AppError, 'code'> = {}): Err {
  return { ok: false, error: { code, ...extra } }
}
