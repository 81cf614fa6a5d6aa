import type { ReactNode } from 'react'

export type PageHeadProps = { title: ReactNode; lead?: ReactNode; actions?: ReactNode; above?: ReactNode }

/** The head of a page: its one h1, a sentence under it, and its acts at the right. */
export function PageHead({ title, lead, actions, above }: PageHeadProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above}
        <h1 className="text-xl">{title}</h1>
        {lead && <p className="mt-1 max-w-prose text-ink-2">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
