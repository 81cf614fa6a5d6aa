import { useLocation } from '@remix-run/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'

import { LinkButton } from './link-button.tsx'
import { useTranslate } from './translate.tsx'

export type PaginationProps = { /** From 1. */ page: number; pageSize: number; total: number; /** Name in the query. */ param?: string }

/** Where in a long list, and the way to its neighbours; keeps all other parts of the address. */
export function Pagination({ page, pageSize, total, param = 'page' }: PaginationProps) {
  const t = useTranslate()
  const { pathname, search } = useLocation()
  const last = Math.max(1, Math.ceil(total / pageSize))
  if (last === 1) return null
  const to = (target: number): string => {
    const query = new URLSearchParams(search)
    query.set(param, String(target))
    return `${pathname}?${query}`
  }
  return (
    <nav aria-label={t('common:pages.label')} className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm">
      <span className="figures text-ink-2">{t('common:pages.range', { from: (page - 1) * pageSize + 1, to: Math.min(total, page * pageSize), total })}</span>
      <span className="flex gap-2">
        {page > 1 && <LinkButton to={to(page - 1)} rel="prev" icon={ChevronLeft}>{t('common:pages.previous')}</LinkButton>}
        {page < last && <LinkButton to={to(page + 1)} rel="next" icon={ChevronRight}>{t('common:pages.next')}</LinkButton>}
      </span>
    </nav>
  )
}
