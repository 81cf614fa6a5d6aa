import type { ReactNode } from 'react'

import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Candidate, WishList } from '#server/features/clearing/queries.ts'

import { draftOf } from '../view.ts'

export function useNameOf(): (one: Candidate) => string {
  const pick = usePick()
  return (one) => pick(one.nameZh, one.nameEn)
}

export function WishPart({ title, empty, children }: { title: string; empty?: string; children: ReactNode[] }) {
  return (
    <section>
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children.length === 0 ? <p className="border-y border-line py-4 text-sm text-ink-2">{empty}</p> : <ol className="border-t border-line">{children}</ol>}
    </section>
  )
}

/** One of the other side: its place where it has one, its name and line, and what can be done. */
export function WishRow({ one, base, before, children }: { one: Candidate; base: string; before?: ReactNode; children?: ReactNode }) {
  const pick = usePick()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line py-2">
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-3">
        {before}
        <div className="min-w-0">
          <TextLink to={`${base}/people/${one.delegationId}`} className="font-medium break-words">{pick(one.nameZh, one.nameEn)}</TextLink>
          <p className="line-clamp-2 text-sm text-ink-2">{pick(one.oneLinerZh, one.oneLinerEn)}</p>
        </div>
      </div>
      {children && <div className="ml-auto flex shrink-0 items-center gap-1">{children}</div>}
    </li>
  )
}

/** The place in the order, with the system's own picker: the thirtieth becomes the first in one go. Counted from 0. */
export function PlaceChoice({ name, place, places, choose }: { name: string; place: number; places: number; choose: (place: number) => void }) {
  const t = useTranslate()
  return (
    <select aria-label={t('clearing:list.place', { name })} value={place} onChange={(event) => choose(Number(event.target.value))} className="figures control w-11 shrink-0 cursor-pointer appearance-none rounded-sm border border-line bg-sheet text-center text-lg font-semibold text-sea-ink disabled:cursor-not-allowed">
      {Array.from({ length: places }, (_, at) => <option key={at} value={at}>{at + 1}</option>)}
    </select>
  )
}

/** The own list as it was handed in, to read. */
export function OwnList({ list, base }: { list: Pick<WishList, 'wishes' | 'candidates'>; base: string }) {
  const t = useTranslate()
  const { ranked, unranked } = draftOf(list.wishes)
  const byId = new Map(list.candidates.map((one) => [one.delegationId, one]))
  const known = (ids: readonly string[]): Candidate[] => ids.flatMap((id) => byId.get(id) ?? [])
  const place = (at: number) => <span className="figures w-8 shrink-0 text-right text-lg font-semibold text-ink-2">{at + 1}</span>
  return (
    <div className="mt-8 flex flex-col gap-8">
      {ranked.length > 0 && <WishPart title={t('clearing:list.own')}>{known(ranked).map((one, at) => <WishRow key={one.delegationId} one={one} base={base} before={place(at)} />)}</WishPart>}
      {unranked.length > 0 && <WishPart title={t('clearing:list.unranked')}>{known(unranked).map((one) => <WishRow key={one.delegationId} one={one} base={base} />)}</WishPart>}
    </div>
  )
}
