/** Errors of registrations and invitations; part of `errorStatus`, where codes are looked up. */
export const guestErrorStatus = {
  // an organizer's form
  'registration.key_twice': 422,
  'registration.too_few_options': 422,
  'registration.bounds_crossed': 422,
  'registration.bad_condition': 422,
  'registration.bad_segment': 422,
  'registration.joining_not_possible': 422,
  'registration.joining_needs_approval': 422,
  'registration.kind_fixed': 409,
  'registration.pool_below_taken': 409,
  'registration.pool_twice': 409,
  'registration.unknown_session': 422,
  // registering
  'registration.closed': 409,
  'registration.not_open': 409,
  'registration.over': 409,
  'registration.must_agree': 422,
  'registration.form_changed': 409,
  'registration.not_possible': 409,
  'registration.offer_over': 410,
  'registration.too_late_to_cancel': 409,
  'registration.no_group': 409,
  'registration.group_full': 409,
  'registration.already_here': 409,
  // deciding
  'registration.count_changed': 409,
  'registration.reason_missing': 422,
  // invitations
  'invitation.over': 410,
  'invitation.not_possible': 409,
  'invitation.guessed_too_often': 429,
  'invitation.count_changed': 409,
  'invitation.nobody': 422,
  'invitation.quota_twice': 422,
  'invitation.answer_by_past': 422,
  'invitation.maybe_until': 422,
} as const satisfies Record<string, number>
