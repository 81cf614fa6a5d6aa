import type { AppError } from '#server/domain/shared/result.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** A failure in the reader's language, ready for a page: one sentence for the whole, one for each field by its name. */
export type ErrorText = {
  code: AppError['code']
  message: string
  fields: Record<string, string>
  /** Machine-readable help, for example three alternative slots. */
  detail?: unknown
}

/** Each field's sentence says what to do; the first problem of a field wins. */
export function errorText(error: AppError, t: Translate, extra: { reference?: string } = {}): ErrorText {
  const fields: Record<string, string> = {}
  for (const issue of error.fields ?? []) fields[issue.path] ??= t(`errors:${issue.code}`, issue.params ?? {})
  const named = Object.keys(fields).length
  const message = error.code === 'input.invalid' && named > 0 ? t('common:form.mend', { count: named }) : t(`errors:${error.code}`, { ...extra, ...error.params })
  return { code: error.code, message, fields, ...(error.detail === undefined ? {} : { detail: error.detail }) }
}
