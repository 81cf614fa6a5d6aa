import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { BigScreen } from '#app/features/stage/ui/big-screen.tsx'
import { useAwake } from '#app/features/stage/ui/use-awake.tsx'
import { useStage } from '#app/features/stage/ui/use-stage.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { withMessages } from '#app/ui/load-messages.ts'
import { pageMeta } from '#app/ui/page-meta.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['stage'], bare: true }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const stage = valueOrThrow(await context.app.stage.forHall(context.actor, params['stageId'] ?? ''), context)
  return { ...stage, title: translator(context.locale)('stage:screen.title'), now: context.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  useAwake()
  return <BigScreen stage={useStage(loaded)} link={loaded.link} />
}
