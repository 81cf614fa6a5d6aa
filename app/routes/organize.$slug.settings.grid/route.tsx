import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { problemTexts } from '#app/features/events/schema.ts'
import { CapacityTable } from '#app/features/events/ui/capacity-table.tsx'
import { DayRibbon } from '#app/features/events/ui/day-ribbon.tsx'
import { GridForm } from '#app/features/events/ui/grid-form.tsx'
import { ProblemList } from '#app/features/events/ui/problem-list.tsx'
import { TablesForm } from '#app/features/events/ui/tables-form.tsx'
import { wallInput, withSent } from '#app/features/events/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { checkSetup, pairCapacity, sizing } from '#server/domain/events/check-setup.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveGridInput, saveTablesInput, setTableCountInput } from '#server/protocol/inputs/setup.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const setup = valueOrThrow(await context.app.setup.get(actor, event.id), context)
  const demand = valueOrThrow(await context.app.setup.demand(actor, event.id), context)
  const problems = checkSetup({ ...setup, startsAtMs: event.startsAt, endsAtMs: event.endsAt }, event.zone)
  return { event, setup, demand, pairs: pairCapacity(setup), sizing: sizing(setup, demand.meetings), problems: problemTexts(problems, translator(context.locale)) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { setup } = context.app
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'grid': {
      const input = parseFormData(form, saveGridInput)
      return respond(withSent(input.ok ? await setup.saveGrid(actor, input.value) : input, form), context)
    }
    case 'tables': {
      const input = parseFormData(form, saveTablesInput)
      return respond(withSent(input.ok ? await setup.saveTables(actor, input.value) : input, form), context)
    }
    case 'count': {
      const input = parseFormData(form, setTableCountInput)
      return respond(withSent(input.ok ? await setup.setTableCount(actor, input.value) : input, form), context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function GridSettings() {
  const { event, setup, demand, pairs, sizing: room, problems } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const pick = usePick()
  const { zone, id: eventId } = event
  const head = { eventId, version: setup.settingsVersion, zone, answer }
  const walls = (row: { id: string; startsAtMs: number; endsAtMs: number }) => ({ id: row.id, startsAt: wallInput(row.startsAtMs, zone), endsAt: wallInput(row.endsAtMs, zone) })
  const tellsTables = answer !== undefined && !answer.ok && (answer.error.code === 'setup.table_in_use' || Object.keys(answer.error.fields).some((path) => path.startsWith('tables') || path === 'count'))
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-6">
      <ProblemList problems={problems} />
      <Card title={t('events:grid.ribbon')} aside={<ZoneNote zone={zone} at={event.startsAt} />}>
        <DayRibbon
          zone={zone}
          bounds={{ startsAtMs: event.startsAt, endsAtMs: event.endsAt }}
          slots={setup.slots}
          windows={setup.windows}
          breaks={setup.blocks.filter((block) => block.tableId === null)}
          sessions={setup.sessions.map((session) => ({ ...session, name: pick(session.nameZh, session.nameEn) }))}
        />
        <p className="figures mt-4 text-sm">
          {`${t('events:grid.slots', { slots: setup.slots.length, minutes: setup.slotMinutes })} · ${t('events:new.slots', { slots: setup.slots.length, tables: setup.tables.length, places: room.places })}`}
        </p>
        {demand.meetings > 0 && room.tablesNeeded !== null && <p className="figures mt-1 text-sm text-ink-2">{t('events:grid.sizing', { meetings: demand.meetings, tables: room.tablesNeeded })}</p>}
        <p className="mt-2 text-sm"><TextLink to={`/organize/${event.slug}/programme`}>{t('events:grid.programmeLink')}</TextLink></p>
      </Card>
      <Card title={t('events:grid.pairs')}><CapacityTable pairs={pairs} /></Card>
      <Card title={t('events:parts.windows')}>
        <p className="mb-4 text-sm text-ink-2">{t('events:grid.lead')}</p>
        <GridForm
          key={setup.settingsVersion}
          {...head}
          answer={tellsTables ? null : answer}
          windows={setup.windows.map(walls)}
          blocks={setup.blocks.map((block) => ({ ...walls(block), tableId: block.tableId ?? '', labelZh: block.labelZh, labelEn: block.labelEn }))}
          tables={setup.tables}
        />
      </Card>
      <Card title={t('events:parts.tables')}>
        <TablesForm key={setup.settingsVersion} {...head} answer={tellsTables ? answer : null} tables={setup.tables} />
      </Card>
    </div>
  )
}
