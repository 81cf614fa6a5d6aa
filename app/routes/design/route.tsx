import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { ControlSamples } from '#app/features/design/ui/control-samples.tsx'
import { FactSamples } from '#app/features/design/ui/fact-samples.tsx'
import { FloatSamples } from '#app/features/design/ui/float-samples.tsx'
import { GroundSamples } from '#app/features/design/ui/ground-samples.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PaletteButton } from '#app/ui/frame/palette-button.tsx'
import { pageError } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['errors'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** Every part of the design system in both themes; for those who build it and for the demo, nowhere else. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.isDemo && !context.hasMailbox) throw pageError({ code: 'record.not_found' }, context)
  return { title: translator(context.locale)('common:demo.design'), now: context.now() }
}

export default function Gallery() {
  const { title, now } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <PublicFrame middle={<PaletteButton />}>
      <PageHead title={title} lead={t('common:brand.tagline')} />
      <FloatSamples />
      {(['light', 'dark'] as const).map((theme) => (
        <section key={theme} data-theme={theme} aria-label={t(`common:prefs.${theme}`)} className="my-6 rounded-md border border-line bg-paper p-4 text-ink md:p-8">
          <h2 className="mb-6 text-lg">{t(`common:prefs.${theme}`)}</h2>
          <GroundSamples />
          <ControlSamples scope={theme} />
          <FactSamples now={now} />
        </section>
      ))}
    </PublicFrame>
  )
}
