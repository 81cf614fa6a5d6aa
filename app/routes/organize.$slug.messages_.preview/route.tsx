import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { MessageRooms } from '#app/features/messages/ui/message-rooms.tsx'
import { PreviewChoice } from '#app/features/messages/ui/preview-choice.tsx'
import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { previewInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing', 'mail'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { mail: template, language, form, look } = valueOrThrow(parseQuery(request, previewInput), context)
  const locale = language ?? context.locale
  const { templates, mail } = valueOrThrow(await context.app.mailPreview.show(actor, { eventId: event.id, template: template ?? null, locale }), context)
  return { title: translator(context.locale)('mailing:preview.title'), base: `/organize/${event.slug}/messages`, templates, mail, locale, form, look }
}

/** A frame has no wish for dark of its own: the mail's rules for it are switched on, or off, by hand. */
const inLook = (html: string, look: 'light' | 'dark'): string => html.replace('@media (prefers-color-scheme:dark)', look === 'dark' ? '@media all' : '@media not all')

export default function Preview() {
  const { title, base, templates, mail, locale, form, look } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('mailing:preview.lead')} />
      <MessageRooms base={base} />
      <PreviewChoice {...{ templates, template: mail.template, locale, form, look }} />
      <dl className="my-4 grid max-w-3xl grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-2">{t('mailing:preview.subject')}</dt><dd lang={locale} className="font-medium wrap-anywhere">{mail.subject}</dd>
        <dt className="text-ink-2">{t('mailing:preview.headers')}</dt><dd>{mail.canBeLeft ? t('mailing:preview.yes', { purpose: t(`mailing:purpose.${mail.purpose}.name`) }) : t('mailing:preview.no')}</dd>
      </dl>
      {form === 'html'
        ? <iframe key={`${mail.template} ${locale} ${look}`} title={mail.subject} sandbox="" srcDoc={inLook(mail.html, look)} className="h-[44rem] w-full max-w-3xl rounded-sm border border-line" />
        : <pre data-mail-text tabIndex={0} lang={locale} className="max-w-3xl overflow-x-auto rounded-sm bg-sunk p-4 font-mono text-sm whitespace-pre-wrap">{mail.text}</pre>}
    </>
  )
}
