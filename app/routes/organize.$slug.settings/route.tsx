import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useParams } from '@remix-run/react'

import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  if (!can(actor, 'event:edit', { eventId: event.id as EventId })) throw pageError({ code: 'auth.forbidden' }, context)
  return null
}

export default function SettingsLayout() {
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/settings`
  return (
    <>
      <PageHead title={t('events:settings.title')} />
      <Tabs
        label={t('events:settings.tabs')}
        tabs={[
          { to: base, label: t('events:settings.general'), end: true },
          { to: `${base}/grid`, label: t('events:settings.grid') },
          { to: `${base}/rules`, label: t('events:settings.rules') },
          { to: `${base}/roles`, label: t('events:settings.roles') },
        ]}
      />
      <Outlet />
    </>
  )
}
