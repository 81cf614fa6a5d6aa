import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useParams } from '@remix-run/react'
import { Presentation } from 'lucide-react'

import { useLiveAgenda } from '#app/features/agenda/ui/use-live-room.tsx'
import { nextThing } from '#app/features/agenda/view.ts'
import { Hall } from '#app/features/audience/ui/hall.tsx'
import { PitchInterest } from '#app/features/interest/ui/pitch-interest.tsx'
import { PhoneNext, PhoneNow } from '#app/features/stage/ui/phone-stage.tsx'
import { useStage, type LiveStage } from '#app/features/stage/ui/use-stage.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { classes } from '#app/ui/classes.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { delegationAt } from '#server/domain/access/actor.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { agendaRoom, stageRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['stage', 'audience', 'interest'] }

export const clientLoader = withMessages(handle.i18n)

/** `?stage=` chooses; else the stage that is open, else the first. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const stages = valueOrThrow(await app.stage.list(actor, event.id), context).map(({ stageId, nameZh, nameEn, status }) => ({ stageId, nameZh, nameEn, status }))
  const wanted = new URL(request.url).searchParams.get('stage')
  const chosen = stages.find((one) => one.stageId === wanted) ?? stages.find((one) => one.status === 'open') ?? stages[0]
  const isParticipant = actor.kind === 'person' && delegationAt(actor, event.id as EventId) !== null
  const hall = chosen === undefined ? null : await app.questions.snapshot(actor, chosen.stageId)
  const fund = isParticipant ? await app.interest.forFund(actor, event.id) : null
  return {
    title: translator(locale)('stage:phone.title'),
    stages,
    followed: chosen === undefined ? null : { room: stageRoom(chosen.stageId), stage: valueOrThrow(await app.stage.snapshot(actor, chosen.stageId), context), now: context.now() },
    hall: hall?.ok ? hall.value : null,
    mayTakePart: isOpen('audience:speak', event.phase),
    fund: fund?.ok && fund.value.isFund ? fund.value : null,
    mine: isParticipant ? { room: agendaRoom(event.id, actor.personId), day: valueOrThrow(await app.agenda.snapshot(actor, event.id), context) } : null,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Live() {
  const { title, stages, followed } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      {stages.length > 1 && <StageChoice />}
      {followed === null ? <EmptyState icon={Presentation} title={t('stage:list.none')}>{t('stage:phone.noneText')}</EmptyState> : <OnStage key={followed.room} />}
    </>
  )
}

function OnStage() {
  const { followed, mine, hall, mayTakePart, fund } = useLoaderData<typeof loader>()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const stage = useStage(followed as NonNullable<typeof followed>)
  const itemId = stage.look.now?.line.id ?? null
  return (
    <>
      <PhoneNow stage={stage} />
      {fund !== null && <PitchInterest view={fund} itemId={itemId} base={base} />}
      <PhoneNext stage={stage} />
      {mine !== null && <OwnNext stage={stage} />}
      {hall !== null && <div className="border-t border-line pt-6"><Hall hall={hall} action={`${base}/questions`} itemId={stage.look.now?.line.kind === 'pitch' ? itemId : null} mayTakePart={mayTakePart} /></div>}
    </>
  )
}

/** The reader's own next meeting or appearance, so that nobody has to leave the hall to look. */
function OwnNext({ stage }: { stage: LiveStage }) {
  const { mine } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const { room, day } = mine as NonNullable<typeof mine>
  const { snapshot } = useLiveAgenda(room, day)
  const next = nextThing({ ...snapshot, sessions: [] }, stage.now)
  const meeting = next?.entry.kind === 'meeting' ? next.entry.item : null
  if (meeting === null) return null
  return (
    <section aria-labelledby="own-next" className="flex flex-col gap-1 py-5">
      <h2 id="own-next" className="text-sm font-medium text-ink-2">{t('stage:phone.mine')}</h2>
      <Link to="../now" relative="path" className="flex min-h-12 flex-wrap items-baseline gap-x-4 rounded-sm hover:bg-sunk">
        <TimeRange from={meeting.startsAt} to={meeting.endsAt} zone={snapshot.zone} className="font-semibold" />
        <span className="min-w-0 flex-1">{pick(meeting.partner.nameZh, meeting.partner.nameEn)}</span>
        {meeting.table !== null && <span className="text-ink-2">{meeting.table.code}</span>}
      </Link>
    </section>
  )
}

function StageChoice() {
  const { stages, followed } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const base = `/events/${useParams()['slug'] ?? ''}/live`
  return (
    <nav aria-label={t('stage:phone.stages')} className="mb-4 flex flex-wrap gap-2">
      {stages.map(({ stageId, nameZh, nameEn }) => {
        const isChosen = followed?.stage.snapshot.stageId === stageId
        return <Link key={stageId} to={`${base}?stage=${stageId}`} aria-current={isChosen ? 'page' : undefined} className={classes('control inline-flex items-center rounded-sm border px-3', isChosen ? 'border-sea bg-sea-wash font-semibold text-sea-ink' : 'border-line')}>{pick(nameZh, nameEn)}</Link>
      })}
    </nav>
  )
}
