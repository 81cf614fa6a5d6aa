import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'

import { SaveNotice } from '#app/features/events/ui/save-notice.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Select } from '#app/ui/select.tsx'
import { Table } from '#app/ui/table.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { roles } from '#server/domain/access/actor.ts'
import { err } from '#server/domain/shared/result.ts'
import { grantRoleInput, revokeRoleInput } from '#server/protocol/inputs/events.ts'

const pageSize = 50

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const query = new URL(request.url).searchParams
  const who = query.get('who') === 'all' ? ('all' as const) : ('staff' as const)
  const page = Math.min(1_000, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1))
  return { event, who, page, pageSize, ...valueOrThrow(await context.app.events.pageOfRoles(actor, event.id, { who, page, pageSize }), context) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'grant': {
      const input = parseFormData(form, grantRoleInput)
      return respond(input.ok ? await context.app.events.grantRole(actor, input.value) : input, context)
    }
    case 'revoke': {
      const input = parseFormData(form, revokeRoleInput)
      return respond(input.ok ? await context.app.events.revokeRole(actor, input.value) : input, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function RolesSettings() {
  const { event, holders, who, page, total } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const pick = usePick()
  const errors = answer && !answer.ok ? answer.error.fields : {}
  const nameOf = (holder: (typeof holders)[number]): string => pick(holder.nameZh, holder.nameEn) || holder.email
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-6">
      <SaveNotice answer={answer} zone={event.zone} />
      <Card title={t('events:rolesPage.grant')}>
        <p className="mb-4 text-sm text-ink-2">{t('events:rolesPage.lead')}</p>
        <Form key={holders.length} method="post" className="flex flex-wrap items-start gap-4">
          <input type="hidden" name="intent" value="grant" />
          <input type="hidden" name="eventId" value={event.id} />
          <TextInput name="email" type="email" inputMode="email" autoComplete="off" required maxLength={254} label={t('events:rolesPage.email')} hint={t('events:rolesPage.emailHint')} error={errors['email']} className="w-72" />
          <Select name="role" label={t('events:rolesPage.role')} options={roles.map((role) => ({ value: role, label: t(`events:roles.${role}`) }))} error={errors['role']} className="w-48" />
          <Button look="primary" className="mt-6.5">{t('events:rolesPage.grant')}</Button>
        </Form>
      </Card>
      <Tabs
        label={t('events:rolesPage.who')}
        tabs={[
          { to: '?who=staff', label: t('events:rolesPage.staff'), current: who === 'staff' },
          { to: '?who=all', label: t('events:rolesPage.all'), current: who === 'all' },
        ]}
      />
      <Table
        caption={t('events:settings.roles')}
        rows={holders}
        rowKey={(holder) => holder.id}
        columns={[
          { key: 'person', head: t('events:rolesPage.person'), names: true, cell: (holder) => <>{nameOf(holder)}{nameOf(holder) !== holder.email && <span className="block text-xs text-ink-2">{holder.email}</span>}</> },
          { key: 'role', head: t('events:rolesPage.role'), cell: (holder) => t(`events:roles.${holder.role}`) },
          { key: 'organization', head: t('events:rolesPage.organization'), cell: (holder) => (holder.organization ? pick(holder.organization.nameZh, holder.organization.nameEn) : '—'), wideOnly: true },
          { key: 'since', head: t('events:rolesPage.since'), cell: (holder) => <Time at={holder.createdAt} zone={event.zone} show="day-year" />, wideOnly: true },
          {
            key: 'revoke', head: <span className="sr-only">{t('events:rolesPage.revoke')}</span>, align: 'end',
            cell: (holder) => (
              <Form method="post">
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="eventId" value={event.id} />
                <input type="hidden" name="roleId" value={holder.id} />
                <Button look="quiet" aria-label={t('events:rolesPage.revokeOf', { name: nameOf(holder), role: t(`events:roles.${holder.role}`) })}>{t('events:rolesPage.revoke')}</Button>
              </Form>
            ),
          },
        ]}
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </div>
  )
}
