import { useFetcher } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { useToast } from '#app/ui/toast.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ListDesk } from '#server/features/invitations/queries.ts'

import type { Answer, Labels } from '../view.ts'

/** Whom sending would reach now, and the number said once more before it happens. */
export function SendBox({ desk, labels }: { desk: ListDesk; labels: Labels }) {
  const t = useTranslate()
  const pick = usePick()
  const toast = useToast()
  const [asked, setAsked] = useState(false)
  const sending = useFetcher<Answer<{ invited: number }>>()
  useOncePerAnswer(sending.data, (answer) => {
    if (!answer.ok) return
    setAsked(false)
    toast({ text: t('invitations:send.done', { count: answer.value.invited }) })
  })
  const { list, preview } = desk
  return (
    <Card title={t('invitations:send.title')} className="mb-8" aside={<Button type="button" look="primary" icon={Send} disabled={preview.count === 0} onClick={() => setAsked(true)}>{t('invitations:send.open', { count: preview.count })}</Button>}>
      <p>{t('invitations:send.found', { count: preview.count })} <span className="text-ink-2">{preview.bySegment.map((one) => `${labels[one.segment] ?? one.segment} ${one.count}`).join(' · ')}</span></p>
      {preview.invited + preview.here > 0 && <p className="text-sm text-ink-2">{t('invitations:send.left', { invited: preview.invited, here: preview.here })}</p>}
      {preview.first.length > 0 && (
        <details className="mt-2">
          <summary className="control flex cursor-pointer items-center text-sm font-medium text-sea-ink">{t('invitations:send.who')}</summary>
          <ul className="columns-1 gap-8 text-sm md:columns-2">{preview.first.map((one) => <li key={one.personId} className="break-inside-avoid border-b border-line py-1">{pick(one.nameZh, one.nameEn)} <span className="text-ink-2">{[pick(one.organizationZh, one.organizationEn), pick(one.titleZh, one.titleEn)].filter(Boolean).join(' · ')}</span></li>)}</ul>
          {preview.count > preview.first.length && <p className="mt-1 text-sm text-ink-2">{t('invitations:send.more', { count: preview.count - preview.first.length })}</p>}
        </details>
      )}
      <Dialog open={asked} onClose={() => setAsked(false)} title={t('invitations:send.title')}>
        <sending.Form method="post" className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="send" />
          <input type="hidden" name="version" value={list.version} />
          <input type="hidden" name="count" value={preview.count} />
          <p className="font-medium">{t('invitations:send.ask', { count: preview.count })}</p>
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          <Button look="primary" busy={sending.state !== 'idle'}>{t('invitations:send.sure', { count: preview.count })}</Button>
        </sending.Form>
      </Dialog>
    </Card>
  )
}
