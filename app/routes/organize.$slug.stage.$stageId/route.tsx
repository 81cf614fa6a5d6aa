import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'

import { Concerned } from '#app/features/stage/ui/concerned.tsx'
import { Desk } from '#app/features/stage/ui/desk.tsx'
import { LinkMark } from '#app/features/stage/ui/stage-marks.tsx'
import { useCrew, useStage } from '#app/features/stage/ui/use-stage.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { openStageInput, stageMessageInput } from '#server/protocol/inputs/stage.ts'

export const handle = { i18n: ['stage'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const stage = valueOrThrow(await app.stage.forCrew(actor, params['stageId'] ?? ''), context)
  if (stage.stage.snapshot.eventId !== event.id) throw pageError({ code: 'record.not_found' }, context)
  return {
    ...stage,
    title: translator(locale)('stage:desk.title'),
    mayRun: can(actor, 'stage:run', { eventId: event.id as EventId }),
    mayMend: can(actor, 'timetable:compute', { eventId: event.id as EventId }),
    isLive: event.phase === 'live',
    now: context.now(),
  }
}

/** Opening and words for the speaker; the steps of the day come by socket. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { stage } = context.app
  const form = await request.formData()
  if (form.get('act') === 'say') {
    const input = parseFormData(form, stageMessageInput)
    return respond(input.ok ? await stage.say(actor, input.value) : input, context)
  }
  const input = parseFormData(form, openStageInput)
  return respond(input.ok ? await stage.open(actor, input.value) : input, context)
}

/** Every act comes back as a fact of the stage's rooms. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) => (formMethod === undefined || formMethod === 'GET' ? defaultShouldRevalidate : false)

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function DeskPage() {
  const loaded = useLoaderData<typeof loader>()
  const pick = usePick()
  const stage = useStage(loaded)
  const crew = useCrew(loaded)
  const { snapshot } = stage
  return (
    <>
      <PageHead title={pick(snapshot.nameZh, snapshot.nameEn)} lead={<ZoneNote zone={snapshot.zone} at={loaded.now} />} actions={<LinkMark link={stage.link} />} />
      <Desk stage={stage} crew={crew} link={loaded.link} mayRun={loaded.mayRun} isLive={loaded.isLive} concerned={loaded.mayMend && <Concerned key={stage.snapshot.state?.seq} zone={snapshot.zone} />} />
    </>
  )
}
