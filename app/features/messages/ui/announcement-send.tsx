import { useFetcher } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { readingOther } from '#server/domain/messages/audience.ts'
import type { AnnouncementDesk } from '#server/features/announcements/queries.ts'

import type { Answer } from '../view.ts'

/** To how many it would go now, who is left out, and the number said once more before it happens. */
export function AnnouncementSend({ desk }: { desk: AnnouncementDesk }) {
  const t = useTranslate()
  const toast = useToast()
  const [asked, setAsked] = useState(false)
  const sending = useFetcher<Answer<{ people: number }>>()
  useOncePerAnswer(sending.data, (answer) => {
    if (!answer.ok) return
    setAsked(false)
    toast({ text: t('mailing:announce.done', { count: answer.value.people }) })
  })
  const { announcement, count: { count, zh, en, bounced, left }, mark } = desk
  const parts = [zh > 0 && t('mailing:announce.zh', { count: zh }), en > 0 && t('mailing:announce.en', { count: en })].filter(Boolean)
  const other = readingOther(announcement, { zh, en })
  const warning = other !== null && <Notice tone="warn">{t(`mailing:announce.${other.language === 'en' ? 'noEnglish' : 'noChinese'}`, { count: other.count })}</Notice>
  const without = [bounced > 0 && t('mailing:announce.bounced', { count: bounced }), left > 0 && t('mailing:announce.left', { count: left })].filter(Boolean)
  return (
    <Card title={t('mailing:announce.count', { count })} className="mb-8" aside={<Button type="button" look="primary" icon={Send} disabled={count === 0} onClick={() => setAsked(true)}>{t('mailing:announce.send', { count })}</Button>}>
      {parts.length > 0 && <p>{parts.join(' · ')}</p>}
      {without.length > 0 && <p className="text-sm text-ink-2">{without.join(' · ')}</p>}
      {warning && <div className="mt-3">{warning}</div>}
      <Dialog open={asked} onClose={() => setAsked(false)} title={t('mailing:announce.send', { count })}>
        <sending.Form method="post" className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="send" />
          <input type="hidden" name="announcementId" value={announcement.id} />
          <input type="hidden" name="version" value={announcement.version} />
          <input type="hidden" name="count" value={count} />
          <input type="hidden" name="mark" value={mark} />
          <p className="font-medium">{t('mailing:announce.ask', { count })}</p>
          {[...parts, ...without].length > 0 && <p className="text-sm text-ink-2">{[...parts, ...without].join(' · ')}</p>}
          {warning}
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={sending.state !== 'idle'}>{t('mailing:announce.send', { count })}</Button>
            <Button type="button" onClick={() => setAsked(false)}>{t('mailing:announce.cancel')}</Button>
          </div>
        </sending.Form>
      </Dialog>
    </Card>
  )
}
