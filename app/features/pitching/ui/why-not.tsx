import { CircleCheck, CircleMinus } from 'lucide-react'

import { useTranslate } from '#app/ui/translate.tsx'
import type { OwnSession } from '#server/protocol/pitching.ts'

/** Everything that is in the way, each with what to do about it. */
export function WhyNot({ reasons, title }: { reasons: OwnSession['reasons']; title: string }) {
  const t = useTranslate()
  return (
    <section className="mb-6">
      <h2 className="mb-2 text-base font-semibold">{title}</h2>
      <ul className="flex flex-col gap-2">
        {reasons.map((reason) => (
          <li key={reason.code} className="flex items-start gap-2"><CircleMinus aria-hidden size={18} className="mt-1 shrink-0 text-amber-ink" />{t(`errors:${reason.code}`, reason.params)}</li>
        ))}
      </ul>
    </section>
  )
}

export function AllReady() {
  const t = useTranslate()
  return <p className="mb-6 flex items-center gap-2 text-jade-ink"><CircleCheck aria-hidden size={18} />{t('pitching:why.timeOnly')}</p>
}
