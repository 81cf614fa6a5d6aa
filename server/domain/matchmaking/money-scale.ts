import { minorDigits, type MoneyRange } from '../directory/money.ts'

/** A stretch on a logarithmic scale of yuan (7 = ten million); ends may be infinite. */
export type LogRange = { from: number; to: number }

/**
 * Yuan per unit of a currency, rounded to what a match needs: whether two sizes are of the same order. Not for payments.
 * Source: order of magnitude of the central parity rates of 2025.
 */
const roughYuan: Record<string, number> = { CNY: 1, USD: 7, EUR: 8, GBP: 9, HKD: 0.9, JPY: 0.05, SGD: 5.4, CHF: 8.5, TWD: 0.22, KRW: 0.005, AUD: 4.7, CAD: 5.1, INR: 0.085, AED: 1.9, SAR: 1.9 }

/** What was said in orders of magnitude (数千万) is widened to both sides by this much: a factor of about 1.6. */
const vagueness = 0.2

/** A range of money on the common scale; null where it is unknown, empty or in a currency without a rate. */
export function logRange(range: MoneyRange | null): LogRange | null {
  if (range === null || (range.minMinor === null && range.maxMinor === null)) return null
  const rate = roughYuan[range.currency]
  if (rate === undefined) return null
  const scale = (minor: number) => Math.log10(Math.max(1, (minor / 10 ** minorDigits(range.currency)) * rate))
  const slack = range.approximate ? vagueness : 0
  return {
    from: range.minMinor === null ? -Infinity : scale(range.minMinor) - slack,
    to: range.maxMinor === null ? Infinity : scale(range.maxMinor) + slack,
  }
}

/** How far two stretches are apart in powers of ten; 0 where they overlap or touch. */
export function logGap(a: LogRange, b: LogRange): number {
  return Math.max(0, a.from - b.to, b.from - a.to)
}

/**
 * The half power of ten that a range lies in. A closed amount is only ever compared by its band, so that nobody can feel
 * for the exact number by changing his own until the answer changes.
 */
export function bandOf(range: LogRange): LogRange {
  return { from: Math.floor(range.from * 2) / 2, to: Math.floor(range.to * 2) / 2 + 0.5 }
}
