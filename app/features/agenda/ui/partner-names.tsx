import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PartnerCard, PersonCard, TablePlace } from '#server/protocol/agenda.ts'

/** `王一凡 · 合伙人、李晓 · 投资总监`. */
export function PeopleLine({ people }: { people: readonly PersonCard[] }) {
  const pick = usePick()
  const t = useTranslate()
  const names = people.map((one) => [pick(one.nameZh, one.nameEn), pick(one.titleZh, one.titleEn)].filter(Boolean).join(' · '))
  return <>{names.join(t('agenda:and'))}</>
}

export function PartnerName({ partner }: { partner: PartnerCard }) {
  return <>{usePick()(partner.nameZh, partner.nameEn)}</>
}

/** `T12 洽谈桌（二层东侧）`, or that the table is still to come. */
export function TableName({ table }: { table: TablePlace | null }) {
  const pick = usePick()
  const t = useTranslate()
  if (table === null) return <>{t('agenda:table.none')}</>
  const place = pick(table.placeZh, table.placeEn)
  return <>{place === '' ? t('agenda:table.code', { code: table.code }) : t('agenda:table.codePlace', { code: table.code, place })}</>
}
