import { Lock } from 'lucide-react'

import { Card } from '#app/ui/card.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

type Pair = [string, string]
export type FactsCardProps = { facts: Pair[]; closed: Pair[]; funding: { round: string; on: string; amount: string | null; investors: string }[]; seeks: string[]; website: string }

/** What is known of an organization; closed fields carry a lock. */
export function FactsCard({ facts, closed, funding, seeks, website }: FactsCardProps) {
  const t = useTranslate()
  const row = ([key, text]: Pair, isClosed = false) => (
    <div key={key} className="grid grid-cols-[7.5rem_1fr] gap-3 py-1.5 text-sm">
      <dt className="flex items-start gap-1 text-ink-2">{isClosed && <Lock aria-hidden size={14} className="mt-1 shrink-0" />}<span>{t(`directory:profile.${key}`)}{isClosed && <span className="sr-only"> {t('directory:profile.closed')}</span>}</span></dt>
      <dd className="min-w-0 break-words">{text}</dd>
    </div>
  )
  return (
    <Card title={t('directory:profile.facts')}>
      <dl className="-my-1.5">
        {facts.map((pair) => row(pair))}
        {website && (
          <div className="grid grid-cols-[7.5rem_1fr] gap-3 py-1.5 text-sm">
            <dt className="text-ink-2">{t('directory:profile.website')}</dt>
            <dd className="min-w-0 truncate"><a href={website} rel="noreferrer nofollow noopener" target="_blank" className="text-sea-ink hover:underline">{website.replace(/^https?:\/\//, '').replace(/\/$/, '')}</a></dd>
          </div>
        )}
        {seeks.length > 0 && row(['seeks', seeks.join(' · ')])}
        {closed.map((pair) => row(pair, true))}
      </dl>
      {funding.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-sm font-semibold">{t('directory:profile.funding')}</h3>
          <ul className="text-sm">
            {funding.slice(0, 12).map((one, at) => (
              <li key={at} className="flex flex-wrap gap-x-3 border-t border-line py-1.5">
                <span className="w-20 shrink-0 font-medium">{one.round || '—'}</span>
                <span className="figures w-24 shrink-0 text-ink-2">{one.on || '—'}</span>
                <span className="figures shrink-0">{one.amount ?? t('directory:profile.undisclosed')}</span>
                <span className="min-w-0 text-ink-2">{one.investors}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
