import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { Split } from 'lucide-react'

import { StudyBar } from '#app/features/studies/ui/study-bar.tsx'
import { WhatIfForm } from '#app/features/studies/ui/what-if-form.tsx'
import { WhatIfTable } from '#app/features/studies/ui/what-if-table.tsx'
import { useStudyRoom } from '#app/features/studies/ui/use-study-room.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { studyAction } from '#app/http/study-action.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { whatIfInput } from '#server/protocol/inputs/studies.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['studies'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { studies, draft, seq } = valueOrThrow(await context.app.studies.room(actor, { eventId: event.id, draftId: params['draftId'] ?? '' }), context)
  const study = studies.find((one) => one.kind === 'what_if') ?? null
  return { title: translator(context.locale)('studies:whatIf.title', { name: draft.name }), room: deskRoom(event.id), seq, draft, study, mayEdit: can(actor, 'timetable:compute', { eventId: event.id as EventId }) }
}

export const action = (args: ActionFunctionArgs) => studyAction(args, whatIfInput, args.context.app.studies.askWhatIf)

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function WhatIf() {
  const { room, seq, draft, study, mayEdit } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const { slug } = useParams()
  const heard = useStudyRoom(room, seq, { draftId: draft.id, kind: 'what_if' })
  const isOpen = study !== null && (study.state === 'queued' || study.state === 'running')
  const result = study?.kind === 'what_if' ? study.result : null
  const loaded = study !== null && result !== null ? { studyId: study.id, done: result.answers.length + result.skipped.length, total: result.total } : null
  const progress = heard !== null && heard.studyId === study?.id && heard.done > (loaded?.done ?? 0) ? heard : loaded
  return (
    <>
      <PageHead title={t('studies:whatIf.title', { name: draft.name })} lead={t('studies:whatIf.lead')} actions={<LinkButton to={`/organize/${slug ?? ''}/timetable/${draft.id}`}>{t('studies:back')}</LinkButton>} />
      {!draft.isUsable && <Notice tone="warn" className="mb-6">{t('studies:notUsable')}</Notice>}
      {mayEdit && draft.isUsable && !isOpen && <WhatIfForm draftId={draft.id} again={study !== null} error={answer && !answer.ok ? answer.error : null} />}
      {study === null && draft.isUsable && <EmptyState icon={Split} title={t('studies:whatIf.none')}>{t('studies:whatIf.noneHelp')}</EmptyState>}
      {study !== null && (
        <div className="flex flex-col gap-6">
          <StudyBar study={study} draftVersion={draft.version} label={t('studies:whatIf.progress')} progress={progress} note={(done, total) => t('studies:whatIf.of', { done, total })} mayStop={mayEdit} />
          <WhatIfTable answers={result?.answers ?? []} skipped={result?.skipped ?? []} isOpen={isOpen} />
        </div>
      )}
    </>
  )
}
