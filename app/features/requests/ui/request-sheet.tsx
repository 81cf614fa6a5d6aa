import { useFetcher } from '@remix-run/react'
import { CircleMinus } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Sheet } from '#app/ui/sheet.tsx'
import { Skeleton } from '#app/ui/skeleton.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { ZoneNote } from '#app/ui/time.tsx'

import { TimesPicker, type OfferedTime } from './times-picker.tsx'

type Proposal = { times: OfferedTime[]; reasons: string[]; mostHolds: number; lengthMinutes: number; zone: string }
type Answer = { ok: true } | { ok: false; error: { code: string; message: string; fields: Record<string, string> } }

export type RequestSheetProps = {
  open: boolean
  onClose: () => void
  /** The delegation to be asked, and its name in the reader's language. */
  delegationId: string
  name: string
  /** Slug of the event. */
  slug: string
}

/** Asks for a meeting: the best real common times already chosen, a message; or every reason why it can't be asked for. */
export function RequestSheet({ open, onClose, delegationId, name, slug }: RequestSheetProps) {
  const t = useTranslate()
  const toast = useToast()
  const proposal = useFetcher<Proposal>()
  const ask = useFetcher<Answer>()
  const { load } = proposal
  useEffect(() => {
    if (open) load(`/events/${slug}/times?to=${delegationId}`)
  }, [open, load, slug, delegationId])
  useOncePerAnswer(ask.data, ({ ok }) => {
    if (!ok) return
    toast({ text: t('requests:done.sent', { name }) })
    onClose()
  })
  const offer = proposal.data
  return (
    <Sheet open={open} onClose={onClose} title={t('requests:ask.title', { name })}>
      {offer === undefined && <Skeleton />}
      {offer && offer.reasons.length > 0 && <WhyNot reasons={offer.reasons} />}
      {offer && offer.reasons.length === 0 && (
        <ask.Form method="post" action={`/events/${slug}/requests`} className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="create" />
          <input type="hidden" name="toDelegationId" value={delegationId} />
          <FormError error={ask.data?.ok === false ? ask.data.error : null} />
          <p className="text-sm text-ink-2">{t('requests:ask.lead', { minutes: offer.lengthMinutes, count: offer.mostHolds })} <ZoneNote zone={offer.zone} at={offer.times[0]?.startsAt ?? 0} /></p>
          <TimesPicker times={offer.times} zone={offer.zone} most={offer.mostHolds} chosen={Math.min(3, offer.mostHolds)} />
          <TextArea name="message" label={t('requests:ask.message')} optional maxLength={1000} rows={3} />
          <Button look="primary" density="touch" wide busy={ask.state !== 'idle'}>{t('requests:ask.send')}</Button>
          <p className="text-sm text-ink-2">{t('requests:ask.soft')}</p>
        </ask.Form>
      )}
    </Sheet>
  )
}

function WhyNot({ reasons }: { reasons: string[] }) {
  const t = useTranslate()
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('requests:ask.whyNot')}</h3>
      <ul className="flex flex-col gap-2">
        {reasons.map((reason) => (
          <li key={reason} className="flex items-start gap-2"><CircleMinus aria-hidden size={18} className="mt-1 shrink-0 text-amber-ink" />{reason}</li>
        ))}
      </ul>
    </section>
  )
}

/** A button that opens the sheet, for pages that only want to offer it. */
export function AskButton({ label, ...rest }: Omit<RequestSheetProps, 'open' | 'onClose'> & { label: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="button" look="primary" density="touch" onClick={() => setOpen(true)}>{label}</Button>
      <RequestSheet {...rest} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
