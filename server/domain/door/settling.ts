/** How a person settles that somebody was let in who shouldn't have been. */
export const conflictVerdicts = ['same_person', 'copied', 'let_stay', 'sent_out'] as const
export type ConflictVerdict = (typeof conflictVerdicts)[number]

/** Two scans of one ticket: one person or a copy of it. Anything else: she may stay or had to go. */
export const verdictsFor = (reason: string): readonly ConflictVerdict[] => (reason === 'already_in' ? ['same_person', 'copied'] : ['let_stay', 'sent_out'])

/** The crew takes back its own scans for a while; organizers any. */
export const undoWithinMs = 10 * 60_000
