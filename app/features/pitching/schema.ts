import { entriesOf, labelOf } from '#server/domain/directory/vocabulary.ts'
import type { PitchRules } from '#server/domain/pitching/rules.ts'
import { instantFromWall, wallFromInstant } from '#server/domain/shared/time.ts'
import type { Locale } from '#server/i18n/locales.ts'

import type { RulesValues } from './ui/rules-form.tsx'

const wall = (at: number | null, zone: string): string => (at === null ? '' : wallFromInstant(at, zone))

/** Rules as the form shows them, on the wall of the event. The form has one reservation; the API may set several. */
export function valuesOf(rules: PitchRules, zone: string): RulesValues {
  const block = rules.sectorBlocks[0]
  return {
    ...rules,
    opensAt: wall(rules.opensAtMs, zone), closesAt: wall(rules.closesAtMs, zone), blocksLapseAt: wall(rules.blocksLapseAtMs, zone),
    block: { startsAt: wall(block?.startsAtMs ?? null, zone), endsAt: wall(block?.endsAtMs ?? null, zone), sectors: block?.sectors ?? [] },
  }
}

export const sectorOptions = (locale: Locale) => entriesOf('sectors').map((entry) => ({ value: entry.code, label: labelOf('sectors', entry.code, locale) }))

/** Wall times that a form sent → instants, in place; what is no time stays as it is and is refused by the schema. */
export function withInstants(form: FormData, zone: string): FormData {
  const names = ['rules.opensAt', 'rules.closesAt', 'rules.blocksLapseAt', 'block.startsAt', 'block.endsAt', 'startsAt']
  for (const name of names) {
    const value = form.get(name)
    if (typeof value === 'string' && value !== '') form.set(name, String(instantFromWall(value, zone) ?? value))
  }
  if (form.get('block.startsAt')) {
    form.set('rules.sectorBlocks.0.startsAt', form.get('block.startsAt') as string)
    form.set('rules.sectorBlocks.0.endsAt', form.get('block.endsAt') as string)
    for (const sector of form.getAll('block.sectors[]')) form.append('rules.sectorBlocks.0.sectors[]', sector)
    if (form.getAll('block.sectors[]').length === 0) form.append('rules.sectorBlocks.0.sectors[]', '')
  }
  for (const name of ['block.startsAt', 'block.endsAt', 'block.sectors[]']) form.delete(name)
  return form
}
