import { isCode } from '../directory/vocabulary.ts'
import type { FieldIssue } from '../shared/result.ts'
import type { PitchRules } from './rules.ts'

/** What is wrong with rules as an organizer wrote them; [] where they hold together. */
export function checkPitchRules(rules: PitchRules): FieldIssue[] {
  const issues: FieldIssue[] = []
  if (rules.opensAtMs !== null && rules.closesAtMs !== null && rules.closesAtMs <= rules.opensAtMs) issues.push({ path: 'closesAt', code: 'setup.ends_before_start' })
  if (rules.method === 'ranking' && rules.closesAtMs === null) issues.push({ path: 'closesAt', code: 'input.required' })
  if (rules.sides.length === 0) issues.push({ path: 'sides', code: 'input.required' })
  rules.sectorBlocks.forEach((block, at) => {
    if (block.endsAtMs <= block.startsAtMs) issues.push({ path: `sectorBlocks.${at}.endsAt`, code: 'setup.ends_before_start' })
    if (block.sectors.length === 0) issues.push({ path: `sectorBlocks.${at}.sectors`, code: 'input.required' })
    if (block.sectors.some((sector) => !isCode('sectors', sector))) issues.push({ path: `sectorBlocks.${at}.sectors`, code: 'input.not_an_option' })
  })
  return issues
}
