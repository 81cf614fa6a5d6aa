import { Link } from '@remix-run/react'
import { Printer } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Switch } from '#app/ui/switch.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { BadgeSheet } from '#server/features/badges/queries.ts'

/** Which badges, with or without the code, and the button that prints them. */
export function BadgeTools({ sheet, kind, hasQr, onQr }: { sheet: BadgeSheet; kind: string; hasQr: boolean; onQr: (hasQr: boolean) => void }) {
  const t = useTranslate()
  const all = sheet.kinds.reduce((sum, one) => sum + one.count, 0)
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
      <nav aria-label={t('door:badge.kind')} className="strip -mx-4 px-4">
        <ul className="flex w-max gap-1">
          {[{ kind: '', count: all }, ...sheet.kinds].map((one) => (
            <li key={one.kind}><Link to={one.kind === '' ? '?' : `?kind=${one.kind}`} aria-current={one.kind === kind ? 'true' : undefined} className={classes('control flex items-center gap-2 rounded-sm px-3 text-sm', one.kind === kind ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk hover:text-ink')}>{one.kind === '' ? t('door:badge.all') : t(`door:kind.${one.kind}`)}<span className="figures text-xs">{one.count}</span></Link></li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-wrap items-center gap-4">
        <Switch label={t('door:badge.withQr')} checked={hasQr} onChange={(change) => onQr(change.currentTarget.checked)} />
        <Button type="button" look="primary" icon={Printer} onClick={() => window.print()}>{t('door:badge.print')} · {t('door:badge.count', { count: sheet.badges.length })}</Button>
      </div>
    </div>
  )
}
