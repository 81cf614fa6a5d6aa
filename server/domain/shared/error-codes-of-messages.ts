/** Errors of mails and robots; part of `errorStatus`, where codes are looked up. */
export const messageErrorStatus = {
  'messages.same_time': 422,
  'messages.nobody': 422,
  'messages.count_changed': 409,
  'messages.sent_already': 409,
  'messages.text_missing': 422,
  'messages.segment_lost': 422,
  'messages.none_failed': 409,
  'messages.failed_changed': 409,
  'messages.never_written': 422,
  'robot.bad_address': 422,
  'robot.secret_missing': 422,
  'robot.too_many': 409,
} as const satisfies Record<string, number>
