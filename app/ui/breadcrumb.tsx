import { Link } from '@remix-run/react'

import { useTranslate } from './translate.tsx'

export type BreadcrumbProps = { trail: { to: string; label: string }[]; here?: string }

/** The way up. The last part is where one stands and leads nowhere. */
export function Breadcrumb({ trail, here }: BreadcrumbProps) {
  const t = useTranslate()
  return (
    <nav aria-label={t('common:ui.breadcrumb')} className="mb-1 text-sm text-ink-2">
      <ol className="flex flex-wrap gap-x-2">
        {trail.map(({ to, label }, place) => (
          <li key={to} className="flex gap-2">
            {place > 0 && <span aria-hidden>/</span>}
            <Link to={to} className="hover:text-ink hover:underline">{label}</Link>
          </li>
        ))}
        {here && (
          <li aria-current="page" className="flex min-w-0 gap-2">
            <span aria-hidden>/</span>
            <span className="truncate">{here}</span>
          </li>
        )}
      </ol>
    </nav>
  )
}
