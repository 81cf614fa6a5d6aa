import { useFetcher } from '@remix-run/react'
import { Download, Upload } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status, type Tone } from '#app/ui/status.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { PitchDeckCard } from '#server/protocol/pitching.ts'

import type { ActError } from './use-pitch-hand.tsx'

const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

export const deckTones: Record<PitchDeckCard['state'], Tone> = { uploaded: 'info', accepted: 'confirmed', to_mend: 'waiting' }

/** The deck that counts, what the organizer says of it, and a way to send another. */
export function DeckBox({ deck, action, href }: { deck: PitchDeckCard | null; action: string; href: string }) {
  const t = useTranslate()
  const toast = useToast()
  const fetcher = useFetcher<{ ok: true } | { ok: false; error: ActError }>()
  useOncePerAnswer(fetcher.data, (answer) => {
    if (answer.ok) toast({ text: t('pitching:deck.sent') })
  })
  const error = fetcher.state === 'idle' && fetcher.data?.ok === false ? fetcher.data.error : null
  return (
    <section aria-labelledby="deck" className="mb-8">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="deck" className="text-base font-semibold">{t('pitching:deck.title')}</h2>
        {deck && <Status tone={deckTones[deck.state]}>{t(`pitching:deck.state.${deck.state}`)}</Status>}
      </div>
      {deck === null && <p className="mb-3 text-ink-2">{t('pitching:deck.none')}</p>}
      {deck && (
        <p className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0 break-all">{deck.fileName} <span className="figures text-sm text-ink-2">{sizeOf(deck.bytes)}</span></span>
          <LinkButton to={href} icon={Download} look="quiet" reloadDocument>{t('pitching:deck.open')}</LinkButton>
        </p>
      )}
      {deck?.state === 'to_mend' && <Notice tone="warn" title={t('pitching:deck.reason')} className="mb-3"><p className="whitespace-pre-line break-words">{deck.reason}</p></Notice>}
      <fetcher.Form method="post" encType="multipart/form-data" action={action} className="flex flex-col gap-3">
        <FormError error={error} />
        <Field label={t('pitching:deck.file')}>
          {(wiring) => <input {...wiring} type="file" name="file" required accept="application/pdf,.pdf" data-density="touch" className="entry py-2 file:mr-3 file:rounded-sm file:border file:border-edge file:bg-sunk file:px-2 file:py-0.5 file:text-sm file:text-ink" />}
        </Field>
        <Button look={deck === null || deck.state === 'to_mend' ? 'primary' : 'secondary'} icon={Upload} density="touch" busy={fetcher.state !== 'idle'}>{t(deck === null ? 'pitching:deck.upload' : 'pitching:deck.replace')}</Button>
      </fetcher.Form>
    </section>
  )
}
