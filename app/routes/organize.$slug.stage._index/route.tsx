import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { Presentation } from 'lucide-react'

import { StageList } from '#app/features/stage/ui/stage-list.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['stage'] }

/** With one stage there is nothing to choose. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const slug = params['slug'] ?? ''
  const event = valueOrThrow(await context.app.events.findBySlug(actor, slug), context)
  if (!can(actor, 'stage:watch', { eventId: event.id as EventId })) throw pageError({ code: 'auth.forbidden' }, context)
  const stages = valueOrThrow(await context.app.stage.list(actor, event.id), context)
  const [only] = stages
  if (stages.length === 1 && only !== undefined) throw redirect(`/organize/${slug}/stage/${only.stageId}`)
  return { title: translator(context.locale)('stage:list.title'), stages }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Stages() {
  const { stages } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/stage`
  return (
    <>
      <PageHead title={t('stage:list.title')} lead={t('stage:list.lead')} />
      {stages.length === 0 ? <EmptyState icon={Presentation} title={t('stage:list.none')}>{t('stage:list.noneText')}</EmptyState> : <StageList stages={stages} base={base} />}
    </>
  )
}
