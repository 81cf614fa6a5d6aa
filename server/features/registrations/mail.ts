/** Mails that follow from a registration and what became of it. */
export const registrationTemplates = ['registration_submitted', 'registration_approved', 'registration_declined', 'registration_waitlisted', 'registration_offered', 'registration_lapsed', 'registration_confirmed', 'registration_cancelled'] as const
export type RegistrationTemplate = (typeof registrationTemplates)[number]
