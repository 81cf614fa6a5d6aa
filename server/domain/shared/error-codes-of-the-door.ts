/** Errors of the door; part of `errorStatus`. Why somebody isn't let in is no error: see domain/door/decide. */
export const doorErrorStatus = {
  'door.not_at_the_door': 409,
  'door.full': 409,
  'door.unfit_verdict': 422,
  'door.settled': 409,
  'door.somebody_else': 409,
} as const
