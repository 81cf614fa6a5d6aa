import { Lock, Users } from 'lucide-react'

import { EmptyState } from '#app/ui/empty-state.tsx'
import { Status } from '#app/ui/status.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { FounderView, Interested } from '#server/features/interest/queries.ts'

import { degreeIcons } from './degree-choice.tsx'

/** Who wants to meet or follow, once it is opened. */
export function FounderList({ view, base }: { view: FounderView; base: string }) {
  const t = useTranslate()
  if (view.pitches === null) return <EmptyState icon={Lock} title={t('interest:founder.sealed')}>{t('interest:founder.sealedText')}</EmptyState>
  if (view.pitches.length === 0) return <EmptyState icon={Users} title={t('interest:founder.noPitch')} />
  const interested = view.pitches.flatMap((pitch) => pitch.interested)
  if (interested.length === 0) return <EmptyState icon={Users} title={t('interest:founder.none')}>{t('interest:founder.noneText')}</EmptyState>
  return <InterestedList interested={interested} base={base} />
}

export function InterestedList({ interested, base }: { interested: readonly Interested[]; base: string }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <ul className="border-t border-line">
      {interested.map((one) => (
        <li key={one.delegationId} className="flex min-h-12 flex-wrap items-center justify-between gap-3 border-b border-line py-2">
          <TextLink to={`${base}/people/${one.delegationId}`} className="min-w-0 font-medium break-words">{pick(one.nameZh, one.nameEn)}</TextLink>
          <Status tone={one.degree === 'meet' ? 'confirmed' : 'info'} icon={degreeIcons[one.degree]}>{t(`interest:told.${one.degree}`)}</Status>
        </li>
      ))}
    </ul>
  )
}
