import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useParams, useRevalidator } from '@remix-run/react'
import { LayoutGrid } from 'lucide-react'
import { useEffect, useState } from 'react'

import { ComputePanel, RunningPanel, withProgress, type ComputeProgress } from '#app/features/timetable/ui/compute-panel.tsx'
import { DraftTable } from '#app/features/timetable/ui/draft-table.tsx'
import { ReleaseList } from '#app/features/timetable/ui/release-list.tsx'
import { useDeskRoom } from '#app/http/use-desk-room.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { nextDraftNumber } from '#server/domain/timetable/draft-number.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { computeInput, draftInput } from '#server/protocol/inputs/timetable.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['timetable', 'scheduling'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const room = valueOrThrow(await app.timetable.list(actor, event.id), context)
  const releases = valueOrThrow(await app.timetable.listReleases(actor, event.id), context)
  const counts = releases.map(({ changelog, ...release }) => ({ ...release, added: changelog.added.length, moved: changelog.moved.length, retabled: changelog.retabled.length, gone: changelog.gone.length }))
  return { title: translator(context.locale)('timetable:title'), eventId: event.id, zone: event.zone, ...room, releases: counts, room: deskRoom(event.id), trace: app.timetable.traceOf(room.drafts.find((draft) => draft.state === 'computing')?.id ?? ''), mayEdit: can(actor, 'timetable:compute', { eventId: event.id as EventId }) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'compute') {
    const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
    form.set('eventId', event.id)
    const input = parseFormData(form, computeInput)
    return respond(input.ok ? await app.timetable.compute(actor, input.value) : input, context)
  }
  const input = parseFormData(form, draftInput)
  if (!input.ok) return respond(input, context)
  const done = intent === 'stop' ? await app.timetable.stop(actor, input.value.draftId) : await app.timetable.discard(actor, input.value.draftId)
  return done.ok ? redirect(request.url) : respond(done, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Timetable() {
  const { zone, seq, drafts, waiting, standing, offGrid, slots, tables, names, releases, room, mayEdit, trace: loaded } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/timetable`
  const { revalidate } = useRevalidator()
  const [progress, setProgress] = useState<ComputeProgress | null>(null)
  const [trace, setTrace] = useState(loaded)
  useEffect(() => setTrace(loaded), [loaded])
  useDeskRoom(room, seq, {
    onFact: (fact) => fact.name === 'draft:changed' && !fact.payload.moved && revalidate(),
    onProgress: (heard) => {
      setProgress(heard)
      setTrace((held) => withProgress(held, heard))
    },
    onLost: revalidate,
  })
  const running = drafts.find((draft) => draft.state === 'computing')
  const error = answer && !answer.ok ? answer.error : null
  return (
    <>
      <PageHead title={t('timetable:title')} lead={t('timetable:lead')} actions={standing > 0 && <LinkButton to={`${base}/live`} look="primary" icon={LayoutGrid}>{t('timetable:live.open')}</LinkButton>} />
      {(slots === 0 || tables.length === 0) && <Notice tone="warn" className="mb-6">{t('errors:draft.nothing_to_plan')}</Notice>}
      {offGrid > 0 && <Notice tone="warn" className="mb-6">{t('timetable:offGrid.notice', { count: offGrid })} <TextLink to={`${base}/live`}>{t('timetable:offGrid.see')}</TextLink></Notice>}
      <div className="mb-10 grid gap-6 2xl:grid-cols-[minmax(0,1fr)_24rem] 2xl:items-start">
        <section aria-labelledby="drafts" className="min-w-0">
          <h2 id="drafts" className="mb-2 text-base font-semibold">{t('timetable:draft.title')}</h2>
          {drafts.length === 0 ? (
            <EmptyState icon={LayoutGrid} title={t('timetable:draft.none')}>{t('timetable:draft.noneHelp', { waiting })}</EmptyState>
          ) : (
            <DraftTable drafts={drafts} base={base} mayEdit={mayEdit} names={names} tables={tables} />
          )}
        </section>
        {mayEdit && (running ? <RunningPanel draftId={running.id} name={running.name} seconds={running.seconds} trace={trace} progress={progress?.draftId === running.id ? progress : null} /> : <ComputePanel waiting={waiting} standing={standing} nextName={t('timetable:draft.defaultName', { n: nextDraftNumber(drafts.map((draft) => draft.name)) })} error={error} />)}
      </div>
      <section aria-labelledby="releases">
        <h2 id="releases" className="mb-2 text-base font-semibold">{t('timetable:release.title')}</h2>
        {releases.length === 0 ? <p className="border-y border-line py-6 text-sm text-ink-2">{t('timetable:release.none')}</p> : <ReleaseList releases={releases} zone={zone} />}
      </section>
    </>
  )
}
