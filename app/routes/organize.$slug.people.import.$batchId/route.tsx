import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { ImportBar } from '#app/features/imports/ui/import-bar.tsx'
import { ImportDone } from '#app/features/imports/ui/import-done.tsx'
import { ImportTable, MendList } from '#app/features/imports/ui/import-table.tsx'
import { ListPicker } from '#app/features/imports/ui/list-picker.tsx'
import { MappingForm } from '#app/features/imports/ui/mapping-form.tsx'
import { createImportView } from '#app/features/imports/view.ts'
import { parseFormData, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { batchInput, decideInput, editCellInput, previewInput, remapInput } from '#server/protocol/inputs/imports.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const query = valueOrThrow(parseQuery(request, previewInput.omit({ eventId: true, batchId: true })), context)
  const { batchId } = valueOrThrow(parse(params['batchId'], event.id), context)
  const look = async (list: typeof query.list) => valueOrThrow(await context.app.imports.get(actor, { ...query, list, eventId: event.id, batchId }), context)
  const isOpen = new URL(request.url).searchParams.has('list')
  const first = await look(isOpen ? query.list : 'mend')
  // Without a wish: what needs mending, or everything where nothing does.
  const isDone = first.batch.state !== 'draft'
  const list = isDone ? 'all' : isOpen ? query.list : first.page.total > 0 ? 'mend' : 'all'
  return { slug: event.slug, list, ...createImportView(context.locale).preview(list === 'all' && (isDone || !isOpen) ? await look('all') : first) }
}

function parse(batchId: string | undefined, eventId: string) {
  const input = batchInput.safeParse({ batchId, eventId })
  return input.success ? ({ ok: true, value: input.data } as const) : err('record.not_found')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.batch.fileName)

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  form.set('batchId', params['batchId'] ?? '')
  const { imports } = context.app
  switch (form.get('intent')) {
    case 'edit': {
      const input = parseFormData(form, editCellInput)
      return respond(input.ok ? await imports.editCell(actor, input.value) : input, context)
    }
    case 'decide': {
      const input = parseFormData(form, decideInput)
      return respond(input.ok ? await imports.decide(actor, input.value) : input, context)
    }
    case 'remap': {
      const input = parseFormData(form, remapInput)
      return respond(input.ok ? await imports.remap(actor, input.value) : input, context)
    }
    case 'apply': {
      const input = parseFormData(form, batchInput)
      return respond(input.ok ? await imports.apply(actor, input.value) : input, context)
    }
    case 'undo': {
      const input = parseFormData(form, batchInput)
      return respond(input.ok ? await imports.undo(actor, input.value) : input, context)
    }
    case 'discard': {
      const input = parseFormData(form, batchInput)
      const gone = input.ok ? await imports.discard(actor, input.value) : input
      return gone.ok ? redirect(`/organize/${event.slug}/people/import`, 303) : respond(gone, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function ImportBatch() {
  const { slug, list, batch, counts, columns, fields, shown, rows, page, fileErrors, taken } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const isLocked = batch.state !== 'draft'
  const base = `/organize/${slug}/people`
  return (
    <>
      <PageHead title={<span className="break-all">{batch.fileName}</span>} lead={t(`imports:target.${batch.target}`)} above={<TextLink to={`${base}/import`} className="text-sm">{t('imports:title')}</TextLink>} />
      {!isLocked && <ImportBar counts={counts} blocked={fileErrors.length > 0} />}
      <div className="mb-4 flex flex-col gap-2 empty:hidden">
        <FormError error={answer && !answer.ok ? answer.error : null} />
        {!isLocked && fileErrors.map((text) => <Notice key={text} tone="error">{text}</Notice>)}
        {batch.state !== 'draft' && <ImportDone state={batch.state} taken={taken} to={base} />}
      </div>
      <MappingForm columns={columns} fields={fields} currency={batch.currency} disabled={isLocked} open={!isLocked && (list !== 'mend' || fileErrors.length > 0)} errors={answer && !answer.ok ? answer.error.fields : {}} />
      {!isLocked && <ListPicker list={list} counts={counts} />}
      {rows.length === 0 ? <EmptyState title={t('imports:noRows')} /> : (
        <>
          <ImportTable columns={shown} rows={rows} locked={isLocked} />
          <MendList columns={shown} rows={rows} locked={isLocked} />
        </>
      )}
      <Pagination page={page.page} pageSize={page.limit} total={page.total} />
    </>
  )
}
