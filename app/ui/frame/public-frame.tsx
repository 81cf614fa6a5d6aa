import type { ReactNode } from 'react'

import { useTranslate } from '../translate.tsx'
import { AccountMenu } from './account-menu.tsx'
import { TopBar } from './top-bar.tsx'

export type PublicFrameProps = { middle?: ReactNode; /** `page` 1152 px, `form` 448 px. */ width?: 'page' | 'form'; children: ReactNode }

/** The frame of home, series, event and sign-in pages. */
export function PublicFrame({ middle, width = 'page', children }: PublicFrameProps) {
  const t = useTranslate()
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar middle={middle} after={<AccountMenu />} />
      <main id="content" tabIndex={-1} className={`mx-auto w-full flex-1 px-4 py-8 outline-none md:py-12 ${width === 'form' ? 'max-w-lg' : 'max-w-6xl'}`}>
        {children}
      </main>
      <footer className="border-t border-line px-4 py-6 text-center text-xs text-ink-2">{`${t('common:brand.full')} · ${t('common:brand.tagline')}`}</footer>
    </div>
  )
}
