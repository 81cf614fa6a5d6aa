import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'

import { Comparison } from '#app/features/timetable/ui/comparison.tsx'
import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { compareInput } from '#server/protocol/inputs/timetable.ts'

export const handle = { i18n: ['timetable', 'scheduling'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const pair = valueOrThrow(parseQuery(request, compareInput), context)
  const found = valueOrThrow(await context.app.timetable.compare(actor, { eventId: event.id, ...pair }), context)
  return { title: translator(context.locale)('timetable:compare.title'), zone: event.zone, ...found }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Compare() {
  const { a, b, changes, frames, names, zone } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/timetable`
  return (
    <>
      <PageHead title={t('timetable:compare.heading', { a: a.name, b: b.name })} lead={t('timetable:compare.lead', { a: a.name, b: b.name })} actions={<LinkButton to={base}>{t('timetable:compare.back')}</LinkButton>} />
      <Comparison a={a} b={b} changes={changes} frames={frames} names={names} zone={zone} />
    </>
  )
}
