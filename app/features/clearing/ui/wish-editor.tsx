import { ArrowDown, ArrowUp, Check, ListPlus, Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Candidate, WishList } from '#server/features/clearing/queries.ts'

import { alsoLiked, isIn, moved, rankLast, without } from '../view.ts'

import { useWishDraft } from './use-wish-draft.tsx'

type Props = { list: WishList; base: string; /** Delegations that could be taken over at once. */ suggested: readonly string[] }

/** The own list: what is wanted most first, what is also welcome, and who is left; every change is saved at once. */
export function WishEditor({ list, base, suggested }: Props) {
  const t = useTranslate()
  const { draft, change, isSaving, error } = useWishDraft(list, `${base}/clearing`)
  const byId = new Map(list.candidates.map((one) => [one.delegationId, one]))
  const known = (ids: readonly string[]): Candidate[] => ids.flatMap((id) => byId.get(id) ?? [])
  const others = list.candidates.filter((one) => !isIn(draft, one.delegationId))
  const fresh = suggested.filter((id) => byId.has(id) && !isIn(draft, id))
  const takeOff = (one: Candidate, name: string) => <IconButton label={t('clearing:list.remove', { name })} icon={X} onClick={() => change(without(draft, one.delegationId))} />
  return (
    <div data-density="touch" className="flex flex-col gap-8">
      <div role="status" className="flex min-h-6 items-center gap-2 text-sm text-ink-2">
        {isSaving ? t('clearing:list.saving') : list.version > 0 && error === null && <><Check aria-hidden size={16} />{t('clearing:list.saved')}</>}
      </div>
      <FormError error={error} />
      {fresh.length > 0 && <div><Button type="button" icon={ListPlus} onClick={() => change(alsoLiked(draft, fresh))}>{t('clearing:list.suggest', { count: fresh.length })}</Button></div>}
      <Part title={t('clearing:list.ranked')} empty={t('clearing:list.noneRanked')}>
        {known(draft.ranked).map((one, at) => (
          <Row key={one.delegationId} one={one} base={base} place={at + 1}>
            {(name) => (
              <>
                <IconButton label={t('clearing:list.up', { name })} icon={ArrowUp} disabled={at === 0} onClick={() => change(moved(draft, one.delegationId, -1))} />
                <IconButton label={t('clearing:list.down', { name })} icon={ArrowDown} disabled={at === draft.ranked.length - 1} onClick={() => change(moved(draft, one.delegationId, 1))} />
                {takeOff(one, name)}
              </>
            )}
          </Row>
        ))}
      </Part>
      {draft.unranked.length > 0 && (
        <Part title={t('clearing:list.unranked')}>
          {known(draft.unranked).map((one) => <Row key={one.delegationId} one={one} base={base}>{(name) => <><Button type="button" look="quiet" onClick={() => change(rankLast(draft, one.delegationId))}>{t('clearing:list.add')}</Button>{takeOff(one, name)}</>}</Row>)}
        </Part>
      )}
      {others.length > 0 && (
        <Part title={t('clearing:list.others')}>
          {others.map((one) => (
            <Row key={one.delegationId} one={one} base={base}>
              {() => <><Button type="button" icon={Plus} onClick={() => change(rankLast(draft, one.delegationId))}>{t('clearing:list.add')}</Button><Button type="button" look="quiet" onClick={() => change(alsoLiked(draft, [one.delegationId]))}>{t('clearing:list.like')}</Button></>}
            </Row>
          ))}
        </Part>
      )}
    </div>
  )
}

function Part({ title, empty, children }: { title: string; empty?: string; children: ReactNode[] }) {
  return (
    <section>
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children.length === 0 ? <p className="border-y border-line py-4 text-sm text-ink-2">{empty}</p> : <ol className="border-t border-line">{children}</ol>}
    </section>
  )
}

function Row({ one, base, place, children }: { one: Candidate; base: string; place?: number; children: (name: string) => ReactNode }) {
  const pick = usePick()
  const name = pick(one.nameZh, one.nameEn)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line py-2">
      <div className="flex min-w-0 flex-1 basis-48 items-baseline gap-3">
        {place !== undefined && <span className="figures w-6 shrink-0 text-right text-lg font-semibold text-sea-ink">{place}</span>}
        <div className="min-w-0">
          <TextLink to={`${base}/people/${one.delegationId}`} className="font-medium break-words">{name}</TextLink>
          <p className="line-clamp-2 text-sm text-ink-2">{pick(one.oneLinerZh, one.oneLinerEn)}</p>
        </div>
      </div>
      <div className="flex shrink-0 items-center gap-1">{children(name)}</div>
    </li>
  )
}
