import type { SetupProblem } from '#server/domain/events/check-setup.ts'
import type { EntryRule } from '#server/domain/events/entry-rules.ts'
import type { Setup } from '#server/domain/events/setup.ts'
import { entriesOf, labelOf } from '#server/domain/directory/vocabulary.ts'
import type { Translate } from '#server/i18n/translate.ts'
import { joinWords } from '#server/i18n/locales.ts'

import type { ProgrammeItem } from './ui/programme-list.tsx'

/** For loaders only: the vocabularies stay on the server, phones get the words they show. */
export function programmeOf(setup: Setup, t: Translate, locale: string): ProgrammeItem[] {
  const stages = new Map(setup.stages.map((stage) => [stage.id, stage]))
  return setup.sessions.map(({ id, startsAtMs, endsAtMs, kind, nameZh, nameEn, stageId, entryRule }) => ({
    id, startsAtMs, endsAtMs, nameZh, nameEn,
    kind: labelOf('sessionTypes', kind, locale),
    stage: stages.get(stageId ?? '') ?? null,
    admits: admitsOf(entryRule, t, locale),
  }))
}

/** `投资机构（境外投资机构），须核验：管理规模` for each admission of a rule. */
export function admitsOf(rule: EntryRule, t: Translate, locale: string): string[] {
  return rule.admissions.map(({ organizationKind, subkinds, claims }) => {
    const kind = labelOf('organizationKinds', organizationKind, locale)
    const kinds = joinWords(locale, subkinds.map((code) => labelOf('investorKinds', code, locale)))
    const whole = kinds === '' ? kind : locale === 'zh-CN' ? `${kind}（${kinds}）` : `${kind} (${kinds})`
    if (claims.length === 0) return whole
    const asked = joinWords(locale, claims.map((claim) => [t(`events:claims.${claim.kind}`), claim.kind === 'aum' && claim.value ? labelOf('aumBands', claim.value, locale) : (claim.value ?? '')].filter(Boolean).join(' ')))
    return `${whole}${locale === 'zh-CN' ? '，' : ', '}${t('events:event.verified', { claims: asked })}`
  })
}

export type ProblemText = { severity: SetupProblem['severity']; where: string; what: string }

/** Problems of a set-up as sentences with their place. */
export function problemTexts(problems: SetupProblem[], t: Translate): ProblemText[] {
  return problems.map(({ severity, part, index, code, params }) => {
    const name = t(`events:parts.${part}`)
    return { severity, where: index === null ? name : t('events:parts.row', { part: name, row: index + 1 }), what: t(`errors:${code}`, params) }
  })
}

export type Option = { value: string; label: string }

export function optionsOf(list: Parameters<typeof entriesOf>[0], locale: string): Option[] {
  return entriesOf(list).map((entry) => ({ value: entry.code, label: locale === 'zh-CN' ? entry.zh : entry.en }))
}
