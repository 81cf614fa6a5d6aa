import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useActionData, useNavigation, useLoaderData, useParams, type ShouldRevalidateFunction } from '@remix-run/react'
import { Dices, RefreshCw, Split } from 'lucide-react'
import { useRef } from 'react'

import { ConvergencePlot } from '#app/features/timetable/ui/convergence-plot.tsx'
import { DraftBoardRoom } from '#app/features/timetable/ui/draft-board-room.tsx'
import { ReleasePanel } from '#app/features/timetable/ui/release-panel.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Fold } from '#app/ui/fold.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { moveInDraftInput, pinInDraftInput, recomputeInput, releaseInput } from '#server/protocol/inputs/timetable.ts'

export const handle = { i18n: ['timetable', 'scheduling'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const board = valueOrThrow(await app.timetable.get(actor, { eventId: event.id, draftId: params['draftId'] ?? '' }), context)
  const releases = valueOrThrow(await app.timetable.listReleases(actor, event.id), context)
  const mayEdit = can(actor, 'timetable:compute', { eventId: event.id as EventId }) && board.draft.state === 'ready'
  return { title: board.draft.name, zone: event.zone, startsAt: event.startsAt, mayEdit, releases: releases.length, board }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { timetable } = context.app
  const form = await request.formData()
  const room = `/organize/${params['slug'] ?? ''}/timetable`
  switch (form.get('intent')) {
    case 'pin': {
      const input = parseFormData(form, pinInDraftInput)
      return respond(input.ok ? await timetable.pin(actor, input.value) : input, context)
    }
    case 'release': {
      const input = parseFormData(form, releaseInput)
      const done = input.ok ? await timetable.release(actor, input.value) : input
      return done.ok ? redirect(room) : respond(done, context)
    }
    case 'recompute': {
      const input = parseFormData(form, recomputeInput)
      const done = input.ok ? await timetable.recompute(actor, input.value) : input
      return done.ok ? redirect(room) : respond(done, context)
    }
    default: {
      const input = parseFormData(form, moveInDraftInput)
      return respond(input.ok ? await timetable.moveInDraft(actor, input.value) : input, context)
    }
  }
}

/** An edit answers with all that changed; the board is not loaded again for it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) => (formMethod === undefined || formMethod === 'GET' ? defaultShouldRevalidate : false)

/** As many letters as a draft's name may have. */
const mostName = 60

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function DraftPage() {
  const { board, zone, startsAt, mayEdit, releases } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/timetable`
  const { draft } = board
  // Which of the two forms was sent last: each says its own refusal.
  const { formData } = useNavigation()
  const asked = useRef<string | null>(null)
  if (formData) asked.current = String(formData.get('intent'))
  const failed = answer && !answer.ok ? answer.error : null
  const isAgain = asked.current === 'recompute'
  return (
    <>
      <DraftBoardRoom
        board={board}
        zone={zone}
        mayEdit={mayEdit}
        head={(version, numbers) => (
          <>
            <PageHead
              title={draft.name}
              lead={<ZoneNote zone={zone} at={startsAt} />}
              actions={
                <>
                  <LinkButton to={base}>{t('timetable:draft.all')}</LinkButton>
                  <LinkButton to={`${base}/${draft.id}/what-if`} icon={Split}>{t('timetable:study.whatIf')}</LinkButton>
                  <LinkButton to={`${base}/${draft.id}/rehearsal`} icon={Dices}>{t('timetable:study.rehearsal')}</LinkButton>
                  {mayEdit && (
                    <Form method="post">
                      <input type="hidden" name="draftId" value={draft.id} />
                      <input type="hidden" name="name" value={t('timetable:draft.again', { name: draft.name }).slice(0, mostName).replace(/[\uD800-\uDBFF]$/, '')} />
                      <input type="hidden" name="hold" value="on" />
                      <Button name="intent" value="recompute" icon={RefreshCw}>{t('timetable:draft.recompute', { count: numbers.pins })}</Button>
                    </Form>
                  )}
                  {mayEdit && <ReleasePanel draftId={draft.id} version={version} placed={numbers.placed} unplaced={numbers.unplaced} defaultName={t('timetable:release.defaultName', { n: releases + 1 })} zone={zone} starts={board.frame.slots.flatMap((slot) => slot?.startsAtMs ?? [])} error={isAgain ? null : failed} />}
                </>
              }
            />
            {isAgain && <div className="mb-4"><FormError error={failed} /></div>}
          </>
        )}
      />
      <Fold title={t('timetable:plot.title')} className="mt-6 max-w-3xl border-t border-line">
        <ConvergencePlot trace={board.trace} />
      </Fold>
    </>
  )
}
