import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { Monitor } from '#app/features/stage/ui/monitor.tsx'
import { useAwake } from '#app/features/stage/ui/use-awake.tsx'
import { useCrew, useStage } from '#app/features/stage/ui/use-stage.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { withMessages } from '#app/ui/load-messages.ts'
import { pageMeta } from '#app/ui/page-meta.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['stage'], bare: true }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const stage = valueOrThrow(await context.app.stage.forCrew(requireActor(context, request), params['stageId'] ?? ''), context)
  return { ...stage, title: translator(context.locale)('stage:monitor.title'), now: context.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function MonitorPage() {
  const loaded = useLoaderData<typeof loader>()
  useAwake()
  return <Monitor stage={useStage(loaded)} crew={useCrew(loaded)} />
}
