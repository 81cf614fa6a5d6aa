import { Notice } from '#app/ui/notice.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { TicketGap } from '#server/domain/billing/ticket-gap.ts'

type Gap = { id: string; nameZh: string; nameEn: string; gap: TicketGap | null }

/** Forms whose people would be approved and then couldn't pay: why, and where to mend it. */
export function GapNotices({ gaps, to }: { gaps: Gap[]; /** Where the tickets are; empty on their own page, or for who may not go there. */ to: string }) {
  const t = useTranslate()
  const pick = usePick()
  return gaps.map(({ id, nameZh, nameEn, gap }) => gap !== null && (
    <Notice key={id} tone="warn" className="mb-4" title={t(`tickets:gap.${gap}.title`, { name: pick(nameZh, nameEn) })}>
      <p>{t(`tickets:gap.${gap}.text`)}</p>
      {to !== '' && <p className="mt-1"><TextLink to={to}>{t('tickets:gap.open')}</TextLink></p>}
    </Notice>
  ))
}
