import { minorDigits, type MoneyRange } from '#server/domain/directory/money.ts'
import { entriesOf, labelOf, type ListName } from '#server/domain/directory/vocabulary.ts'
import type { Locale } from '#server/i18n/locales.ts'

/** Options of every list that the forms offer, labelled on the server: the vocabulary itself stays there. */
export function profileOptions(locale: Locale) {
  const options = (list: ListName) =>
    entriesOf(list).map((entry) => ({
      value: entry.code,
      label: labelOf(list, entry.code, locale),
      ...(entry.parent === undefined ? {} : { group: labelOf(list, entry.parent, locale) }),
    }))
  return {
    sectors: options('sectors'), companyStages: options('companyStages'), rounds: options('rounds'), regions: options('regions'), instruments: options('instruments'),
    cvcIntents: options('cvcIntents'), investorKinds: options('investorKinds'),
  }
}

export type ProfileOptions = ReturnType<typeof profileOptions>

/** A range in units of ten thousand, as the form writes it; '' = open. */
export function rangeText(range: MoneyRange | null): { from: string; to: string; currency: string } {
  const unit = 10_000 * 10 ** minorDigits(range?.currency ?? 'CNY')
  const text = (minor: number | null | undefined) => (minor === null || minor === undefined ? '' : String(minor / unit))
  return { from: text(range?.minMinor), to: text(range?.maxMinor), currency: range?.currency ?? 'CNY' }
}
