import { Link } from '@remix-run/react'

import { useTranslate } from '../translate.tsx'

/** On every page of a demo: nobody may take its people for real ones. */
export function DemoBanner({ hasMailbox }: { hasMailbox: boolean }) {
  const t = useTranslate()
  return (
    <aside aria-label={t('common:demo.label')} className="flex flex-wrap items-center justify-center gap-x-4 bg-amber-wash px-4 py-1 text-xs text-amber-ink">
      <span>{t('common:demo.banner')}</span>
      {hasMailbox && <Link to="/mailbox" reloadDocument className="underline underline-offset-2">{t('common:demo.mailbox')}</Link>}
    </aside>
  )
}

/** The same on a screen without a frame, small and in a corner: it lies over nothing that is read from afar. */
export function DemoMark() {
  const t = useTranslate()
  return (
    <aside aria-label={t('common:demo.label')} data-theme="dark" className="pointer-events-none fixed bottom-0 left-0 z-40 rounded-tr-sm bg-paper px-2 py-0.5 text-xs text-ink-2">
      {t('common:demo.banner')}
    </aside>
  )
}
