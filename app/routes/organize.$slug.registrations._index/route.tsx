import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigate, useSearchParams, useSubmit } from '@remix-run/react'
import { ClipboardList, ListFilter } from 'lucide-react'

import { Queue } from '#app/features/registration/ui/queue.tsx'
import { RegistrationDetail } from '#app/features/registration/ui/registration-detail.tsx'
import { GapNotices } from '#app/features/tickets/ui/gap-notices.tsx'
import { parseForm, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { classes } from '#app/ui/classes.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { decideInput, listInput } from '#server/protocol/inputs/registration.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

export const handle = { i18n: ['guests', 'registration'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

const queueQuery = listInput.omit({ eventId: true }).extend({ open: rowId.optional() })
const states = ['submitted', 'waitlisted', 'offered', 'approved', 'confirmed', 'declined', 'lapsed', 'cancelled'] as const

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { registrations } = context.app
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { open, ...filter } = valueOrThrow(parseQuery(request, queueQuery), context)
  const desk = valueOrThrow(await registrations.formDesk(actor, event.id), context)
  return {
    title: translator(context.locale)('guests:queue.title'), base: `/organize/${event.slug}/registrations`, zone: event.zone, startsAt: event.startsAt, filter,
    forms: desk.forms.map(({ id, kind, nameZh, nameEn, gap }) => ({ id, kind, nameZh, nameEn, gap })),
    list: valueOrThrow(await registrations.list(actor, { ...filter, eventId: event.id }), context),
    detail: open === undefined ? null : valueOrThrow(await registrations.one(actor, { eventId: event.id, registrationId: open }), context),
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const input = await parseForm(request, decideInput.omit({ eventId: true }))
  return respond(input.ok ? await context.app.registrations.decide(actor, { ...input.value, eventId: event.id }) : input, context)
}

export default function Registrations() {
  const { title, base, zone, startsAt, filter, forms, list, detail } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const submit = useSubmit()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const without = (name: string, value = ''): string => { const next = new URLSearchParams(query); next.delete('cursor'); if (value === '') next.delete(name); else next.set(name, value); return `?${next}` }
  const withCursor = (cursor: string): string => { const next = new URLSearchParams(query); next.set('cursor', cursor); return `?${next}` }
  const all = states.reduce((sum, state) => sum + list.counts[state], 0)
  const tabs = [{ state: '', count: all }, ...states.map((state) => ({ state, count: list.counts[state] }))]
  return (
    <>
      <PageHead title={title} lead={t('guests:queue.lead')} actions={<><LinkButton to={`${base}/forms`} icon={ClipboardList}>{t('guests:forms.title')}</LinkButton></>} />
      {forms.length === 0 ? <EmptyState icon={ClipboardList} title={t('guests:forms.none')} action={<LinkButton to={`${base}/forms?kind=new`} look="primary">{t('guests:forms.make')}</LinkButton>}>{t('guests:forms.noneText')}</EmptyState> : (
        <>
          <GapNotices gaps={forms} to={list.mayDecide ? base.replace(/registrations$/, 'tickets') : ''} />
          <nav aria-label={t('guests:queue.state')} className="strip -mx-4 mb-3 px-4">
            <ul className="flex w-max gap-1">
              {tabs.map(({ state, count }) => <li key={state}><Link to={without('state', state)} preventScrollReset aria-current={state === filter.state ? 'true' : undefined} className={classes('control flex items-center gap-2 rounded-sm px-3 text-sm', state === filter.state ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk hover:text-ink')}>{state === '' ? t('guests:queue.any') : t(`registration:state.${state}`)}<span className="figures text-xs">{count}</span></Link></li>)}
            </ul>
          </nav>
          <Form className="mb-2 flex flex-wrap items-end gap-2" onChange={(change) => submit(change.currentTarget, { replace: true })}>
            {filter.state !== '' && <input type="hidden" name="state" value={filter.state} />}
            <Select key={filter.kind} name="kind" label={t('guests:queue.kind')} hideLabel defaultValue={filter.kind} placeholder={t('guests:queue.anyKind')} options={forms.map((form) => ({ value: form.kind, label: pick(form.nameZh, form.nameEn) }))} className="max-md:flex-1 md:w-48" />
            <TextInput name="q" type="search" label={t('guests:queue.search')} hideLabel placeholder={t('guests:queue.search')} defaultValue={filter.q} className="max-md:flex-1 md:w-72" />
          </Form>
          <Queue key={`${filter.state} ${filter.kind} ${filter.q} ${filter.cursor ?? ''}`} list={list} zone={zone} />
          <p className="mt-3 text-sm"><ZoneNote zone={zone} at={startsAt} /></p>
          {list.nextCursor !== null && <p className="mt-4 text-center"><LinkButton to={withCursor(list.nextCursor)} icon={ListFilter} look="quiet">{t('guests:queue.next')}</LinkButton></p>}
        </>
      )}
      <Sheet open={detail !== null} onClose={() => navigate(without('open'), { preventScrollReset: true })} title={t('guests:detail.title')}>{detail !== null && <RegistrationDetail detail={detail} />}</Sheet>
    </>
  )
}
