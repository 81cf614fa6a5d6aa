import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { DoorHeld } from './use-door.tsx'
import type { Refusal } from './use-list.tsx'

/** The server gives this phone no list: why, what to do, and that what it hasn't sent is not lost. */
export function Refused({ door, refusal, slug }: { door: DoorHeld; refusal: Refusal; slug: string }) {
  const t = useTranslate()
  const isOver = refusal.code === 'auth.required'
  const mayReturn = isOver || refusal.code === 'door.somebody_else'
  return (
    <Notice tone="error" title={t(isOver ? 'door:crew.signedOut' : 'door:crew.refused')}>
      <p>{isOver ? t('door:crew.signedOutText') : refusal.message}</p>
      {door.waiting.length > 0 && <p>{t('door:crew.safe', { count: door.waiting.length })}</p>}
      {mayReturn && <p className="mt-3"><LinkButton look="primary" reloadDocument to={isOver ? `/sign-in?next=/door/${slug}` : `/door/${slug}`}>{t(isOver ? 'door:crew.signIn' : 'door:crew.reopen')}</LinkButton></p>}
    </Notice>
  )
}
