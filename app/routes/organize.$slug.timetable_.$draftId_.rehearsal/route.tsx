import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { Dices } from 'lucide-react'

import { RehearsalForm } from '#app/features/studies/ui/rehearsal-form.tsx'
import { RehearsalResult } from '#app/features/studies/ui/rehearsal-result.tsx'
import { StudyBar } from '#app/features/studies/ui/study-bar.tsx'
import { useStudyRoom } from '#app/features/studies/ui/use-study-room.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { studyAction } from '#app/http/study-action.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Fold } from '#app/ui/fold.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { rehearseInput } from '#server/protocol/inputs/studies.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['studies'] }

const usual = { decline: 5, late: 10, noShow: 5, runs: 100, seed: 1 }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { studies, draft, seq, frame, people } = valueOrThrow(await context.app.studies.room(actor, { eventId: event.id, draftId: params['draftId'] ?? '' }), context)
  const mine = studies.flatMap((one) => (one.kind === 'rehearsal' ? [one] : []))
  const capped = new Set(mine.flatMap((one) => one.result?.advice.flatMap((advice) => (Array.isArray(advice.params['people']) ? advice.params['people'] : [])) ?? []))
  return {
    title: translator(context.locale)('studies:rehearsal.title', { name: draft.name }), room: deskRoom(event.id), zone: event.zone, seq, draft, frame,
    people: people.filter((one) => capped.has(one.id)).map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })), study: mine[0] ?? null, earlier: mine.slice(1), mayEdit: can(actor, 'timetable:compute', { eventId: event.id as EventId }),
  }
}

export const action = (args: ActionFunctionArgs) => studyAction(args, rehearseInput, args.context.app.studies.rehearse)

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function RehearsalPage() {
  const { room, zone, seq, draft, frame, people, study, earlier, mayEdit } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const { slug } = useParams()
  const heard = useStudyRoom(room, seq, { draftId: draft.id, kind: 'rehearsal' })
  const isOpen = study !== null && (study.state === 'queued' || study.state === 'running')
  const report = study?.result ?? null
  const loaded = study !== null && report !== null ? { studyId: study.id, done: report.figures.runs, total: study.input.runs } : null
  return (
    <>
      <PageHead title={t('studies:rehearsal.title', { name: draft.name })} lead={t('studies:rehearsal.lead')} actions={<LinkButton to={`/organize/${slug ?? ''}/timetable/${draft.id}`}>{t('studies:back')}</LinkButton>} />
      {!draft.isUsable && <Notice tone="warn" className="mb-6">{t('studies:notUsable')}</Notice>}
      {mayEdit && draft.isUsable && !isOpen && <RehearsalForm key={study?.id ?? ''} draftId={draft.id} start={study?.input ?? usual} again={study !== null} error={answer && !answer.ok ? answer.error : null} />}
      {study === null && draft.isUsable && <EmptyState icon={Dices} title={t('studies:rehearsal.none')}>{t('studies:rehearsal.noneHelp')}</EmptyState>}
      {study !== null && (
        <div className="flex flex-col gap-6">
          <p className="figures text-sm text-ink-2">{t('studies:rehearsal.asked', study.input)}</p>
          <StudyBar study={study} draftVersion={draft.version} label={t('studies:rehearsal.progress')} progress={heard !== null && heard.studyId === study.id ? heard : loaded} note={(done, total) => t('studies:rehearsal.of', { done, total })} mayStop={mayEdit} />
          {report !== null && <RehearsalResult report={report} frame={frame} people={people} zone={zone} />}
        </div>
      )}
      {earlier.length > 0 && (
        <section className="mt-10">
          <h2 className="mb-2 text-base font-semibold">{t('studies:earlier')}</h2>
          {earlier.map((one) => (
            <Fold key={one.id} title={t('studies:rehearsal.asked', one.input)} titleClassName="figures text-sm" className="border-t border-line">
              {one.result !== null && <div className="py-4"><RehearsalResult report={one.result} frame={frame} people={people} zone={zone} /></div>}
            </Fold>
          ))}
        </section>
      )}
    </>
  )
}
