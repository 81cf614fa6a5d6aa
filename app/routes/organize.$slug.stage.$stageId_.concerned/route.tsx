import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'

import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respondJson, valueOrThrow } from '#app/http/respond.ts'
import { proposeRepairInput } from '#server/protocol/inputs/repairs.ts'

/** Whose meetings lie in the way of a late stage; the desk asks for it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  return respondJson(await context.app.stage.clashes(requireActor(context, request), params['stageId'] ?? ''), context)
}

/** Proposes the smallest change of the timetable for one person who goes on late; it is looked at and approved on the board. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const slug = params['slug'] ?? ''
  const event = valueOrThrow(await context.app.events.findBySlug(actor, slug), context)
  const form = await request.formData()
  form.set('kind', 'away')
  form.set('eventId', event.id)
  form.set('noticeMinutes', '0')
  const input = parseFormData(form, proposeRepairInput)
  if (!input.ok) throw pageError(input.error, context)
  valueOrThrow(await context.app.repairs.propose(actor, input.value), context)
  return redirect(`/organize/${slug}/timetable/live`)
}
