/**
 * Amounts as integer minor units of an ISO 4217 currency. Numbers are safe integers: up to 90 trillion yuan.
 * An unknown amount is `null` where a `MoneyRange` is wanted; it is never zero.
 */
export type Money = { minor: number; currency: string }

/**
 * From `minMinor` to `maxMinor`, both inclusive; `null` leaves that end open (`$100M+`, `500万以下`). A single amount
 * has both ends equal. `approximate` marks what was said in orders of magnitude (数千万) or with "about".
 */
export type MoneyRange = { minMinor: number | null; maxMinor: number | null; currency: string; approximate: boolean }

const zeroDecimals = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK'])

/** Decimal places of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return zeroDecimals.has(currency) ? 0 : 2
}

/** Major units (yuan, dollars) → minor units, or null where the number is negative, not finite or too large to be exact. */
export function toMinor(major: number, currency: string): number | null {
  const minor = Math.round(major * 10 ** minorDigits(currency))
  return Number.isSafeInteger(minor) && minor >= 0 ? minor : null
}

/** The whole range in one number for sorting and banding: the middle of a closed range, the known end of an open one. */
export function midpointMinor(range: MoneyRange): number {
  if (range.minMinor === null) return range.maxMinor ?? 0
  if (range.maxMinor === null) return range.minMinor
  return Math.round((range.minMinor + range.maxMinor) / 2)
}
