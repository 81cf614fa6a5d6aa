import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useLocation } from '@remix-run/react'
import { Download, Plus, Upload, Users } from 'lucide-react'

import { PeopleFilter } from '#app/features/directory/ui/people-filter.tsx'
import { PeopleTable } from '#app/features/directory/ui/people-table.tsx'
import { createDirectoryWords } from '#app/features/directory/view.ts'
import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { sides } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { claimLights, peopleInput } from '#server/protocol/inputs/directory.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { eventId: _given, ...filters } = valueOrThrow(parseQuery(request, peopleInput.partial({ eventId: true })), context)
  const page = valueOrThrow(await context.app.directory.list(actor, { ...filters, eventId: event.id }), context)
  const words = createDirectoryWords(context.locale)
  const t = translator(context.locale)
  const { q, side, kind, sector, stage, aumBand, claim, unmanned } = filters
  return {
    title: t('directory:title'),
    base: `/organize/${event.slug}/people`,
    rows: page.rows.map(words.row),
    place: { page: page.page, pageSize: page.limit, total: page.total },
    everybody: page.everybody,
    bySide: page.bySide,
    filters: { q, side, kind, sector, stage, aumBand, claim, unmanned },
    options: {
      side: sides.map((one) => ({ value: one, label: t(`directory:side.${one}`) })),
      claim: claimLights.map((light) => ({ value: light, label: t(`directory:light.${light}`) })),
      kind: words.options('investorKinds'), sector: words.options('sectors'), stage: words.options('companyStages'), aumBand: words.options('aumBands'),
    },
    mayEdit: can(actor, 'roster:edit', { eventId: event.id as EventId }),
    mayExport: can(actor, 'export:roster', { eventId: event.id as EventId }),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function People() {
  const { title, base, rows, place, everybody, bySide, filters, options, mayEdit, mayExport } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const { search } = useLocation()
  const acts = (
    <>
      {mayExport && everybody > 0 && <LinkButton reloadDocument to={`${base}/export/csv${search}`} icon={Download} look="quiet">{t('directory:exportCsv')}</LinkButton>}
      {mayExport && everybody > 0 && <LinkButton reloadDocument to={`${base}/export/xlsx${search}`} icon={Download} look="quiet">{t('directory:exportXlsx')}</LinkButton>}
      {mayEdit && <LinkButton to={`${base}/add`} icon={Plus}>{t('directory:add')}</LinkButton>}
      {mayEdit && <LinkButton to={`${base}/import`} icon={Upload} look="primary">{t('directory:import')}</LinkButton>}
    </>
  )
  return (
    <>
      <PageHead title={title} lead={t('directory:lead', { all: everybody, ...bySide })} actions={acts} />
      {everybody === 0 ? (
        <EmptyState icon={Users} title={t('directory:empty.title')} action={mayEdit && <LinkButton to={`${base}/import`} icon={Upload} look="primary">{t('directory:import')}</LinkButton>}>{t('directory:empty.text')}</EmptyState>
      ) : (
        <>
          <PeopleFilter values={filters} options={options} />
          {rows.length === 0 ? (
            <EmptyState title={t('directory:empty.none')} action={<LinkButton to="?">{t('directory:filter.clear')}</LinkButton>}>{t('directory:empty.noneText')}</EmptyState>
          ) : (
            <>
              {place.total < everybody && <p role="status" className="mb-2 text-sm text-ink-2">{t('directory:filter.shown', { count: place.total })}</p>}
              <PeopleTable rows={rows} base={base} />
              <Pagination {...place} />
            </>
          )}
        </>
      )}
    </>
  )
}
