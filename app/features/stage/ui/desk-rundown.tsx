import { ArrowDown, CornerUpLeft, Megaphone, SkipForward } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { forecast, type Expected } from '#server/domain/stage/forecast.ts'
import type { Line, StageState } from '#server/domain/stage/model.ts'
import type { StageSnapshot } from '#server/protocol/stage.ts'

import { cardOf, minutesLate } from '../view.ts'

import { useLineName } from './names.tsx'
import type { DeskAct } from './use-desk.tsx'

type Row = { line: Line; expected: Expected | null; isCurrent: boolean; nextWaiting: Line | null }

/** The whole rundown with its new times; each line can be called, passed over, brought back or traded with the next. */
export function DeskRundown({ snapshot, now, act }: { snapshot: StageSnapshot; now: number; act: DeskAct | null }) {
  const t = useTranslate()
  const { state, zone } = snapshot
  const rows = rowsOf(state, snapshot.planned, now)
  const isOn = state?.current != null && state.current.part !== 'called'
  const columns: Column<Row>[] = [
    { key: 'start', head: t('stage:rundown.start'), cell: ({ line, expected }) => <Start line={line} expected={expected} zone={zone} /> },
    { key: 'name', head: t('stage:rundown.name'), names: true, cell: (row) => <Name row={row} snapshot={snapshot} /> },
    { key: 'length', head: t('stage:rundown.length'), align: 'end', wideOnly: true, cell: ({ line }) => <span className="figures whitespace-nowrap">{t(line.qaMs === 0 ? 'stage:rundown.minutesOnly' : 'stage:rundown.minutes', { talk: Math.round(line.talkMs / 60_000), qa: Math.round(line.qaMs / 60_000) })}</span> },
    ...(act === null || state === null || state.isEnded ? [] : [{ key: 'acts', head: <span className="sr-only">{t('stage:rundown.acts')}</span>, align: 'end' as const, cell: (row: Row) => <Acts row={row} isOn={isOn} act={act} /> }]),
  ]
  return <Table caption={t('stage:rundown.title')} columns={columns} rows={rows} rowKey={(row) => row.line.id} rowClassName={(row) => (row.isCurrent ? 'bg-sea-wash' : row.line.outcome === null ? undefined : 'text-ink-2')} />
}

function rowsOf(state: StageState | null, planned: readonly Line[], now: number): Row[] {
  if (state === null) return planned.map((line) => ({ line, expected: null, isCurrent: false, nextWaiting: null }))
  const expected = new Map(forecast(state, now).lines.map((one) => [one.id, one]))
  const waiting = state.lines.filter((line) => line.outcome === null && line.id !== state.current?.lineId)
  return state.lines.map((line) => {
    const at = waiting.indexOf(line)
    return { line, expected: state.isEnded && line.outcome === null ? null : (expected.get(line.id) ?? null), isCurrent: state.current?.lineId === line.id, nextWaiting: at === -1 ? null : (waiting[at + 1] ?? null) }
  })
}

function Start({ line, expected, zone }: { line: Line; expected: Expected | null; zone: string }) {
  const t = useTranslate()
  if (expected === null) return <Time at={line.plannedAt} zone={zone} className="text-ink-2" />
  const isMoved = minutesLate(expected.lateMs) !== 0
  return (
    <span className="inline-flex items-baseline gap-2">
      <Time at={expected.startsAt} zone={zone} className="font-medium" />
      {isMoved && <s className="text-xs text-ink-2"><span className="sr-only">{t('stage:rundown.instead')}</span><Time at={line.plannedAt} zone={zone} /></s>}
    </span>
  )
}

function Name({ row, snapshot }: { row: Row; snapshot: StageSnapshot }) {
  const t = useTranslate()
  const nameOf = useLineName()
  const { line, isCurrent } = row
  const current = snapshot.state?.current
  return (
    <span className={classes('flex flex-wrap items-center gap-2', line.outcome === 'skipped' && 'line-through')}>
      {nameOf({ line, card: cardOf(snapshot, line.id) })}
      {isCurrent && <Status tone={current?.part === 'called' ? 'waiting' : 'live'}>{t(`stage:part.${current?.part ?? 'called'}`)}</Status>}
      {line.outcome !== null && <Status tone={line.outcome === 'done' ? 'confirmed' : 'neutral'} plain>{t(`stage:outcome.${line.outcome}`)}</Status>}
      {line.isFixed && line.outcome === null && <span className="text-xs text-ink-2">{t('stage:rundown.fixed')}</span>}
    </span>
  )
}

function Acts({ row: { line, isCurrent, nextWaiting }, isOn, act }: { row: Row; isOn: boolean; act: DeskAct }) {
  const t = useTranslate()
  const lineId = line.id
  if (isCurrent) return null
  if (line.outcome !== null) return <IconButton icon={CornerUpLeft} label={t('stage:act.return')} onClick={() => act('return', { lineId })} />
  return (
    <span className="inline-flex">
      {!isOn && <IconButton icon={Megaphone} label={t('stage:act.call')} onClick={() => act('call', { lineId })} />}
      {nextWaiting !== null && <IconButton icon={ArrowDown} label={t('stage:act.swap')} onClick={() => act('swap', { lineId, withId: nextWaiting.id })} />}
      <IconButton icon={SkipForward} label={t('stage:act.skip')} onClick={() => act('skip', { lineId })} />
    </span>
  )
}
