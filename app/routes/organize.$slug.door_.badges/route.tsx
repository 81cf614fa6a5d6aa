import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { IdCard } from 'lucide-react'
import { useState } from 'react'

import { BadgeCards } from '#app/features/door/ui/badge-cards.tsx'
import { BadgeTools } from '#app/features/door/ui/badge-tools.tsx'
import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { badgesInput } from '#server/protocol/inputs/door.ts'

export const handle = { i18n: ['door'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { kind, registrationId } = valueOrThrow(parseQuery(request, badgesInput.omit({ eventId: true })), context)
  const sheet = valueOrThrow(await context.app.door.badges(actor, { eventId: id, kind, registrationId }), context)
  // A badge is read by everybody: its kind stands on it in both languages, whoever prints it.
  const [zh, en] = [translator('zh-CN'), translator('en')]
  const kindNames = Object.fromEntries(sheet.kinds.map((one) => [one.kind, `${zh(`door:kind.${one.kind}`)} · ${en(`door:kind.${one.kind}`)}`]))
  return { title: translator(context.locale)('door:badge.title'), slug, kind, sheet, kindNames }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Badges() {
  const { title, slug, kind, sheet, kindNames } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const [hasQr, setQr] = useState(true)
  return (
    <>
      <div className="print:hidden">
        <PageHead above={<p className="text-sm"><TextLink to={`/organize/${slug}/door`}>{t('door:badge.back')}</TextLink></p>} title={title} lead={t('door:badge.lead')} />
        {sheet.kinds.length > 0 && <BadgeTools sheet={sheet} kind={kind} hasQr={hasQr} onQr={setQr} />}
      </div>
      {sheet.badges.length === 0 ? <EmptyState icon={IdCard} title={t('door:badge.none')}>{t('door:badge.noneText')}</EmptyState> : <BadgeCards sheet={sheet} hasQr={hasQr} kindNames={kindNames} />}
    </>
  )
}
