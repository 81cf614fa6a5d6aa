import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { FileUp, LayoutList } from 'lucide-react'

import { ExportMenu } from '#app/features/programme/ui/export-menu.tsx'
import { ProgrammeRoom } from '#app/features/programme/ui/programme-room.tsx'
import { ReleaseDialog } from '#app/features/programme/ui/release-dialog.tsx'
import { ReleaseLog } from '#app/features/programme/ui/release-log.tsx'
import { programmeEditFrom } from '#app/features/programme/schema.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { releaseProgrammeInput, saveConflictLevelsInput } from '#server/protocol/inputs/programme.ts'

export const handle = { i18n: ['programme'] }

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { programme, events } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const board = valueOrThrow(await programme.board(actor, event.id), context)
  const releases = valueOrThrow(await programme.listReleases(actor, event.id), context)
  const pending = valueOrThrow(await programme.pending(actor, event.id), context)
  const { id, slug, zone, startsAt } = event
  return { title: translator(context.locale)('programme:title'), event: { id, slug, zone, startsAt }, board: { ...board, eventId: id }, releases, changes: Object.values(pending).reduce((sum, lines) => sum + lines.length, 0) }
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  switch (form.get('intent')) {
    case 'undo':
      return respond(await app.programme.undo(actor, { eventId: event.id }), context)
    case 'release': {
      const input = parseFormData(form, releaseProgrammeInput)
      return respond(input.ok ? await app.programme.release(actor, input.value) : input, context)
    }
    case 'levels': {
      const input = parseFormData(form, saveConflictLevelsInput)
      return respond(input.ok ? await app.setup.saveConflictLevels(actor, input.value) : input, context)
    }
    default: {
      const input = programmeEditFrom(event.id, form.get('edit'))
      return respond(input.ok ? await app.programme.edit(actor, input.value) : input, context)
    }
  }
}

/** An edit answers with all that changed; the board is not loaded again for it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) => (formData?.get('intent') === 'edit' || formData?.get('intent') === 'undo' ? false : defaultShouldRevalidate)

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function OrganizerProgramme() {
  const { title, event, board, releases, changes } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const base = `/organize/${event.slug}/programme`
  const error = answer && !answer.ok ? answer.error : null
  const isLevels = error !== null && Object.keys(error.fields).some((path) => path.startsWith('levels'))
  return (
    <>
      <ProgrammeRoom
        board={board}
        zone={event.zone}
        startsAt={event.startsAt}
        levelsError={isLevels ? error : null}
        head={(state) => (
          <PageHead
            title={title}
            lead={<>{releases.length === 0 ? t('programme:neverReleased') : changes > 0 || state.number !== board.number ? t('programme:unreleased', { name: releases[0]?.name ?? '' }) : t('programme:upToDate', { name: releases[0]?.name ?? '' })} <ZoneNote zone={event.zone} at={event.startsAt} /></>}
            actions={
              <>
                <LinkButton to={`${base}/sessions`} look="quiet" icon={LayoutList}>{t('programme:sessions.title')}</LinkButton>
                {board.mayEdit && <LinkButton to={`${base}/import`} look="quiet" icon={FileUp}>{t('programme:import.open')}</LinkButton>}
                {releases.length > 0 && <ExportMenu slug={event.slug} />}
                {board.mayEdit && <ReleaseDialog key={releases.length} board={board} state={state} zone={event.zone} releases={releases.length} error={isLevels ? null : error} />}
              </>
            }
          />
        )}
      />
      <ReleaseLog releases={releases} stages={board.stages} zone={event.zone} />
    </>
  )
}
