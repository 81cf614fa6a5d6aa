import { useFetcher } from '@remix-run/react'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { Answer } from '../view.ts'

export type FailedAgainProps = { failed: { count: number; bounced: number; left: number; mark: string }; template: string | null; q: string; bulk: string | null }

/** All failed mails of what one looks at, sent again at once; the number is said before it happens. */
export function FailedAgain({ failed: { count, bounced, left, mark }, template, q, bulk }: FailedAgainProps) {
  const t = useTranslate()
  const toast = useToast()
  const [asked, setAsked] = useState(false)
  const sending = useFetcher<Answer<{ mails: number }>>()
  useOncePerAnswer(sending.data, (answer) => {
    if (!answer.ok) return
    setAsked(false)
    toast({ text: t('mailing:failed.done', { count: answer.value.mails }) })
  })
  const without = [bounced > 0 && t('mailing:failed.bounced', { count: bounced }), left > 0 && t('mailing:failed.left', { count: left })].filter(Boolean).join(' · ')
  const say = t('mailing:failed.again', { count })
  return (
    <Notice tone="warn" className="mb-4" title={t('mailing:failed.title', { count: count + bounced + left })}>
      <p>{t(count > 0 ? 'mailing:failed.help' : 'mailing:failed.noneToSend')}</p>
      {without !== '' && <p className="text-ink-2">{without}</p>}
      {count > 0 && <div className="mt-2"><Button type="button" icon={RotateCcw} onClick={() => setAsked(true)}>{say}</Button></div>}
      <Dialog open={asked} onClose={() => setAsked(false)} title={say}>
        <sending.Form method="post" className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="again" />
          <input type="hidden" name="template" value={template ?? ''} />
          <input type="hidden" name="q" value={q} />
          <input type="hidden" name="bulk" value={bulk ?? ''} />
          <input type="hidden" name="count" value={count} />
          <input type="hidden" name="mark" value={mark} />
          <p className="font-medium">{t('mailing:failed.ask', { count })}</p>
          {without !== '' && <p className="text-sm text-ink-2">{without}</p>}
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={sending.state !== 'idle'}>{say}</Button>
            <Button type="button" onClick={() => setAsked(false)}>{t('mailing:announce.cancel')}</Button>
          </div>
        </sending.Form>
      </Dialog>
    </Notice>
  )
}
