import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'

import { respondJson } from '#app/http/respond.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { err, type Result } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'
import { doorListInput, scanInput, walkInInput } from '#server/protocol/inputs/door.ts'

/** What a crew phone asks for beside its page: `list` and `manifest` are read, `scans` and `walk-ins` are sent as JSON. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const event = await context.app.events.findBySlug(context.actor, params['slug'] ?? '')
  if (!event.ok) return respondJson(event, context)
  if (params['part'] === 'manifest') return manifest(event.value, context)
  if (params['part'] !== 'list') return respondJson(err('record.not_found'), context)
  const input = doorListInput.safeParse({ eventId: event.value.id, by: new URL(request.url).searchParams.get('by') ?? undefined })
  return respondJson(input.success ? await context.app.door.list(context.actor, input.data) : err('input.invalid', { fields: fieldIssuesOf(input.error) }), context)
}

function manifest({ slug, nameZh, nameEn }: { slug: string; nameZh: string; nameEn: string }, { locale }: AppLoadContext): Response {
  const name = `${translator(locale)('door:crew.title')} · ${locale === 'en' ? nameEn || nameZh : nameZh || nameEn}`
  const body = { name, short_name: translator(locale)('door:crew.short'), lang: locale, id: `/door/${slug}`, start_url: `/door/${slug}`, scope: '/door/', display: 'standalone', background_color: '#faf8f4', theme_color: '#12466b', icons: [{ src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' }] }
  return Response.json(body, { headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'private, max-age=600' } })
}

async function read<Schema extends z.ZodType>(request: Request, schema: Schema, eventId: string): Promise<Result<z.infer<Schema>>> {
  const given: unknown = await request.json().catch(() => null)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return err('input.malformed')
  const parsed = schema.safeParse({ ...given, eventId })
  return parsed.success ? { ok: true, value: parsed.data } : err('input.invalid', { fields: fieldIssuesOf(parsed.error) })
}

async function act({ app, actor }: { app: AppLoadContext['app']; actor: Actor }, part: string, request: Request, eventId: string): Promise<Result<unknown>> {
  if (part === 'scans') {
    const input = await read(request, scanInput, eventId)
    return input.ok ? app.door.scan(actor, input.value) : input
  }
  if (part !== 'walk-ins') return err('record.not_found')
  const input = await read(request, walkInInput, eventId)
  return input.ok ? app.door.walkIn(actor, input.value) : input
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const event = await context.app.events.findBySlug(context.actor, params['slug'] ?? '')
  if (!event.ok) return respondJson(event, context)
  return respondJson(await act(context, params['part'] ?? '', request, event.value.id), context)
}
