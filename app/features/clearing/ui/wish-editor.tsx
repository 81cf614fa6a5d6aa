import { ArrowDown, ArrowUp, Check, ListPlus, Plus, X } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Candidate, WishList } from '#server/features/clearing/queries.ts'

import { alsoLiked, isIn, movedTo, rankLast, without, type WishDraft } from '../view.ts'

import { useKeptFocus } from './use-kept-focus.tsx'
import { useWishDraft, type Drafting } from './use-wish-draft.tsx'
import { PlaceChoice, useNameOf, WishPart, WishRow } from './wish-rows.tsx'

type Props = {
  eventId: string
  list: WishList
  base: string
  /** Delegations that could be taken over at once. */
  suggested: readonly string[]
  /** The turn is over: the list stays readable. */
  isLocked: boolean
  reload: () => void
}

/** The own list: what is wanted most first, what is also welcome, and who is left; every change is saved at once. */
export function WishEditor({ eventId, list, base, suggested, isLocked, reload }: Props) {
  const t = useTranslate()
  const drafting = useWishDraft(eventId, list)
  const { draft, change } = drafting
  const [said, setSaid] = useState('')
  const { root, remember } = useKeptFocus(draft)
  const nameOf = useNameOf()
  const byId = new Map(list.candidates.map((one) => [one.delegationId, one]))
  const known = (ids: readonly string[]): Candidate[] => ids.flatMap((id) => byId.get(id) ?? [])
  const others = list.candidates.filter((one) => !isIn(draft, one.delegationId))
  const fresh = suggested.filter((id) => byId.has(id) && !isIn(draft, id))
  const put = (next: WishDraft, one: Candidate): void => {
    const at = next.ranked.indexOf(one.delegationId)
    setSaid(at >= 0 ? t('clearing:list.placed', { name: nameOf(one), place: at + 1 }) : t(isIn(next, one.delegationId) ? 'clearing:list.liked' : 'clearing:list.removed', { name: nameOf(one) }))
    change(next)
  }
  const takeOff = (one: Candidate) => <IconButton label={t('clearing:list.remove', { name: nameOf(one) })} icon={X} onClick={() => put(without(draft, one.delegationId), one)} />
  return (
    <fieldset ref={root} disabled={isLocked} onClickCapture={remember} data-density="touch" className="flex min-w-0 flex-col gap-8">
      <legend className="sr-only">{t('clearing:list.own')}</legend>
      <Saved {...drafting} isKept={list.version > 0} reload={reload} />
      <p aria-live="polite" className="sr-only">{said}</p>
      {fresh.length > 0 && <div><Button type="button" icon={ListPlus} onClick={() => change(alsoLiked(draft, fresh))}>{t('clearing:list.suggest', { count: fresh.length })}</Button></div>}
      <WishPart title={t('clearing:list.ranked')} empty={t('clearing:list.noneRanked')}>
        {known(draft.ranked).map((one, at) => (
          <WishRow key={one.delegationId} one={one} base={base} before={<PlaceChoice name={nameOf(one)} place={at} places={draft.ranked.length} choose={(place) => put(movedTo(draft, one.delegationId, place), one)} />}>
            <IconButton label={t('clearing:list.up', { name: nameOf(one) })} icon={ArrowUp} aria-disabled={at === 0} onClick={() => put(movedTo(draft, one.delegationId, at - 1), one)} />
            <IconButton label={t('clearing:list.down', { name: nameOf(one) })} icon={ArrowDown} aria-disabled={at === draft.ranked.length - 1} onClick={() => put(movedTo(draft, one.delegationId, at + 1), one)} />
            {takeOff(one)}
          </WishRow>
        ))}
      </WishPart>
      {draft.unranked.length > 0 && (
        <WishPart title={t('clearing:list.unranked')}>
          {known(draft.unranked).map((one) => <WishRow key={one.delegationId} one={one} base={base}><Button type="button" look="quiet" onClick={() => put(rankLast(draft, one.delegationId), one)}>{t('clearing:list.add')}</Button>{takeOff(one)}</WishRow>)}
        </WishPart>
      )}
      {others.length > 0 && (
        <WishPart title={t('clearing:list.others')}>
          {others.map((one) => <WishRow key={one.delegationId} one={one} base={base}><Button type="button" icon={Plus} onClick={() => put(rankLast(draft, one.delegationId), one)}>{t('clearing:list.add')}</Button><Button type="button" look="quiet" onClick={() => put(alsoLiked(draft, [one.delegationId]), one)}>{t('clearing:list.like')}</Button></WishRow>)}
        </WishPart>
      )}
    </fieldset>
  )
}

/** Whether the list is with the server, and what to do where it isn't. */
function Saved({ isSaving, refusal, again, isKept, reload }: Omit<Drafting, 'draft' | 'change'> & { isKept: boolean; reload: () => void }) {
  const t = useTranslate()
  const [wasSaved, setWasSaved] = useState(isKept)
  if (isSaving && !wasSaved) setWasSaved(true)
  if (refusal !== null && !isSaving) {
    const isSilent = refusal === 'silence'
    return (
      <Notice tone="error" className="sticky top-16 z-20 md:top-30" action={<Button type="button" onClick={isSilent ? again : reload}>{t(isSilent ? 'clearing:list.again' : 'clearing:list.reload')}</Button>}>
        {isSilent ? t('clearing:list.silence') : t(`errors:${refusal.code}`, refusal.params)}
      </Notice>
    )
  }
  return <div role="status" className="flex min-h-6 items-center gap-2 text-sm text-ink-2">{isSaving ? t('clearing:list.saving') : wasSaved && <><Check aria-hidden size={16} />{t('clearing:list.saved')}</>}</div>
}
