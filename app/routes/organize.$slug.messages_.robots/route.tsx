import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { MessageRooms } from '#app/features/messages/ui/message-rooms.tsx'
import { RobotForm } from '#app/features/messages/ui/robot-form.tsx'
import { RobotList, RobotMessages } from '#app/features/messages/ui/robot-list.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { addRobotInput, robotInput, switchRobotInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing', 'mail'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const desk = valueOrThrow(await context.app.robots.desk(actor, event.id), context)
  return { title: translator(context.locale)('mailing:robots.title'), base: `/organize/${event.slug}/messages`, zone: event.zone, desk }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { events, robots } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  switch (form.get('intent')) {
    case 'add': {
      const input = parseFormData(form, addRobotInput)
      return respond(input.ok ? await robots.add(actor, input.value) : input, context)
    }
    case 'switch': {
      const input = parseFormData(form, switchRobotInput)
      return respond(input.ok ? await robots.switchRobot(actor, input.value) : input, context)
    }
    case 'test': {
      const input = parseFormData(form, robotInput)
      return respond(input.ok ? await robots.test(actor, input.value) : input, context)
    }
    case 'remove': {
      const input = parseFormData(form, robotInput)
      return respond(input.ok ? await robots.remove(actor, input.value) : input, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function Robots() {
  const { title, base, zone, desk } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('mailing:robots.lead')} />
      <MessageRooms base={base} />
      <RobotList robots={desk.robots} />
      {desk.robots.length > 0 && <section className="mt-8"><h2 className="mb-3 text-lg">{t('mailing:robots.messages')}</h2><RobotMessages desk={desk} zone={zone} /></section>}
      <section aria-labelledby="new-robot" className="mt-10"><h2 id="new-robot" className="mb-4 text-lg">{t('mailing:robots.add')}</h2><RobotForm key={desk.robots.length} /></section>
    </>
  )
}
