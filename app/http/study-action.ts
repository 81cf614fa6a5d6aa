import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { studyInput } from '#server/protocol/inputs/studies.ts'

import { parseFormData } from './parse-form.ts'
import { requireActor } from './require-actor.ts'
import { respond } from './respond.ts'

/** What every page of studies does with its forms: ask, or stop one that is under way. Both come back to the page. */
export async function studyAction<Schema extends z.ZodType>({ request, context }: ActionFunctionArgs, schema: Schema, ask: (actor: Actor, input: z.output<Schema>) => Promise<Result<unknown>>) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  const stops = form.get('intent') === 'stop'
  const input = parseFormData(form, stops ? studyInput : schema)
  if (!input.ok) return respond(input, context)
  const done = stops ? await context.app.studies.stop(actor, (input.value as z.output<typeof studyInput>).studyId) : await ask(actor, input.value as z.output<Schema>)
  return done.ok ? redirect(request.url) : respond(done, context)
}
