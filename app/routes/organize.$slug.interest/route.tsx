import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Lock } from 'lucide-react'

import { OpenedTable } from '#app/features/interest/ui/opened-table.tsx'
import { Opening } from '#app/features/interest/ui/opening.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Progress } from '#app/ui/progress.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { interestIntent } from '#server/protocol/inputs/interest.ts'

export const handle = { i18n: ['interest'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  return { title: translator(context.locale)('interest:desk.title'), view: valueOrThrow(await context.app.interest.forOrganizer(actor, event.id), context) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, interestIntent)
  if (!input.ok) return respond(input, context)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  return respond(await context.app.interest.act(actor, { ...input.value, eventId: event.id }), context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Interest() {
  const { title, view } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('interest:desk.lead')} actions={<Opening view={view} />} />
      {answer && !answer.ok && <div className="mb-6"><FormError error={answer.error} /></div>}
      {view.state !== 'closed' && (
        <div className="mb-8 max-w-xl">
          <Progress label={t('interest:desk.spoken')} value={view.spoken} max={view.funds} note={`${view.spoken} / ${view.funds}`} />
          {view.head !== '' && <p className="mt-3 text-sm text-ink-2">{t('interest:desk.head')} <code className="break-all">{view.head}</code></p>}
        </div>
      )}
      {view.pitches === null ? <EmptyState icon={Lock} title={t(`interest:desk.${view.state === 'closed' ? 'notStarted' : 'sealed'}`)}>{t(`interest:desk.${view.state === 'closed' ? 'notStartedText' : 'sealedText'}`)}</EmptyState> : <OpenedTable pitches={view.pitches} caption={title} />}
    </>
  )
}
