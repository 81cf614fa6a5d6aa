/**
 * After so many tries a job is set aside as `dead` for a person to look at: two and a half hours later at the earliest, so
 * that what it needs may well be away for some. Jobs may have a patience of their own.
 */
export const maxAttempts = 16

/**
 * Patience of a job that is never given up for failing: looks that ask for the next one, or nobody would look again until a
 * restart, and mails, which say themselves when they are over. After a while it is tried once an hour.
 */
export const endless = Number.POSITIVE_INFINITY

const firstMs = 2_000
const longestMs = 3_600_000

/** Pause before the next try: doubles from 2 s to an hour at most, of which the last half is left to chance (`random` in [0, 1)). */
export function backoffMs(attempt: number, random: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempt - 1))
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** Class and code of an error, `SmtpError:EENVELOPE`. Never its message: drivers quote addresses and contents in it. */
export function errorLabel(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const words = [error.name, typeof code === 'string' || typeof code === 'number' ? String(code) : ''].filter((word) => word !== '')
  return words.map((word) => word.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 60)).join(':')
}
