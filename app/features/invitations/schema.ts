import { childrenOf, entriesOf, labelOf } from '#server/domain/directory/vocabulary.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { Translate } from '#server/i18n/translate.ts'

import type { ListOptions } from './ui/list-form.tsx'
import type { Labels } from './view.ts'

const organizationKinds = ['startup', 'research', 'acquirer', 'incubator', 'service']

/** Names of everything by which the invited are counted: kinds of investor at the top level, and kinds of organization. */
export function segmentLabels(locale: Locale, t: Translate): Labels {
  const kinds = childrenOf('investorKinds', null).map((code) => [code, labelOf('investorKinds', code, locale)] as const)
  return Object.fromEntries([...kinds, ...organizationKinds.map((kind) => [kind, t(`invitations:organization.${kind}`)] as const), ['investor', t('invitations:organization.investor')]])
}

/** What the list's form offers; made on the server, the lists are long. */
export function listOptions(locale: Locale, t: Translate): ListOptions {
  const of = (list: 'investorKinds' | 'sectors' | 'aumBands' | 'cvcIntents') => entriesOf(list).map(({ code }) => ({ value: code, label: labelOf(list, code, locale) }))
  return { kinds: of('investorKinds'), sectors: of('sectors'), intents: of('cvcIntents'), aumBands: of('aumBands').map((one) => ({ ...one, label: `≥ ${one.label}` })), segments: Object.entries(segmentLabels(locale, t)).map(([value, label]) => ({ value, label })) }
}
