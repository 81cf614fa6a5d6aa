/**
 * Every error a person can cause, with the HTTP status that carries it. Codes are stable: clients switch on them.
 * Each has a sentence in `server/i18n/locales/<language>/errors.json` under the same key (dots nest).
 */
export const errorStatus = {
  // input at the edge
  'input.invalid': 422,
  'input.required': 422,
  'input.too_long': 422,
  'input.too_short': 422,
  'input.not_a_number': 422,
  'input.out_of_range': 422,
  'input.not_an_option': 422,
  'input.bad_characters': 422,
  'input.bad_email': 422,
  'input.bad_url': 422,
  'input.bad_date': 422,
  'input.too_large': 413,
  'input.malformed': 400,
  // who you are and what you may do
  'auth.required': 401,
  'auth.forbidden': 403,
  'auth.bad_origin': 403,
  'auth.rate_limited': 429,
  'auth.challenge_over': 410,
  'auth.other_browser': 403,
  'auth.wrong_code': 422,
  // reading a roster (also the warnings of its preview)
  'import.bad_money': 422,
  'import.bad_uscc': 422,
  'import.bad_phone': 422,
  'import.missing_name': 422,
  'import.no_name_column': 422,
  'import.orphan_row': 422,
  'import.unknown_sector': 422,
  'import.unknown_word': 422,
  'import.currency_assumed': 422,
  'import.several_amounts': 422,
  'import.misprint': 422,
  'import.value_ignored': 422,
  'import.name_from_legal': 422,
  'import.empty_file': 422,
  'import.bad_file': 422,
  'import.too_many_rows': 422,
  'import.too_many_columns': 422,
  'import.uneven_row': 422,
  'import.sheet_missing': 422,
  // phases of an event
  'phase.closed': 409,
  // general
  'record.not_found': 404,
  'record.changed': 409,
  'request.in_flight': 409,
  'request.key_reused': 422,
  'service.unavailable': 503,
  'service.internal': 500,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorStatus
