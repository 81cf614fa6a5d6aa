import { useLocale } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'

/** To the last cent, in figures of one width. */
export function Amount({ minor, currency, className = '' }: { minor: number; currency: string; className?: string }) {
  return <span className={`figures whitespace-nowrap ${className}`}>{amountText(minor, currency, useLocale())}</span>
}
