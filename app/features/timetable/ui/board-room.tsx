import { useEffect, useMemo, useRef, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Select } from '#app/ui/select.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { reasonsFor, reasonTexts, seenMeetings, slotLines, type Seen } from '../view.ts'
import { BoardGrid, type GridColumn, type GridSpot } from './board-grid.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { litByFirm, useLight } from './use-light.tsx'
import { MoveSheet } from './move-sheet.tsx'
import { SlotList } from './slot-list.tsx'
import { UnplacedList } from './unplaced-list.tsx'
import { useBoard, type BoardSource } from './use-board.tsx'

export type BoardRoomProps = { source: BoardSource; zone: string; label: string; mayRemove: boolean }

/** The board with everything beside it: view switch, search, why-line, figures, and what is still without a place. */
export function BoardRoom({ source, zone, label, mayRemove }: BoardRoomProps) {
  const t = useTranslate()
  const locale = useLocale()
  const board = useBoard(source)
  const { state, figures } = board
  const { frame, problem } = source
  const [view, setView] = useState<'tables' | 'people'>('tables')
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [sheet, setSheet] = useState<string | null>(null)
  const area = useRef<HTMLDivElement>(null)
  const seen = useMemo(() => seenMeetings(source, locale), [source.frame, source.names, locale])
  const lines = useMemo(() => slotLines(frame), [frame])
  const isWide = useIsWide()
  const light = useLight(area, [state, view])
  useEffect(() => light(litByFirm(query, source.names)), [light, query, source.names])

  const pinned = useMemo(() => new Set(state.pins.map((pin) => pin.meeting)), [state.pins])
  const lengths = useMemo(() => new Map(problem.meetings.map((meeting) => [meeting.id, meeting.length ?? 1])), [problem])
  const tableCodes = useMemo(() => new Map(frame.tables.map((table) => [table.id, table.code])), [frame])
  const columns = useMemo(() => columnsOf(source, view, locale), [source.frame, source.problem, source.names, view, locale])
  const placeOf = useMemo(() => new Map(state.placed.map((one) => [one.meeting, one])), [state.placed])
  const lying = useMemo(() => {
    const found = new Map<string, string>()
    for (const { meeting, slot, table } of state.placed) {
      const across = view === 'tables' ? [table] : (frame.meetings[meeting]?.personIds ?? [])
      for (let at = slot; at < slot + (lengths.get(meeting) ?? 1); at++) for (const column of across) found.set(`${at} ${column}`, meeting)
    }
    return found
  }, [state.placed, view, frame, lengths])
  const reasons = useMemo(() => (picked === null ? null : reasonsFor(figures.board, frame, picked)), [picked, figures.board, frame])

  /** In the people view only the time is chosen; the table stays if it can. */
  const targetOf = (meeting: string, { slot, column }: GridSpot): { slot: number; table: string } | null => {
    const check = reasonsFor(figures.board, frame, meeting)
    const wanted = view === 'tables' ? column : placeOf.get(meeting)?.table
    if (wanted !== undefined && check(slot, wanted).length === 0) return { slot, table: wanted }
    if (view === 'tables') return null
    const free = frame.tables.find((table) => check(slot, table.id).length === 0)
    return free ? { slot, table: free.id } : null
  }
  const refusal = (spot: GridSpot): string | null => {
    if (picked === null || reasons === null) return null
    const found = view === 'tables' ? reasons(spot.slot, spot.column) : reasons(spot.slot)
    return found.length === 0 ? null : reasonTexts(t, found, source, locale).join(locale === 'zh-CN' ? '' : ' ')
  }
  const nameOf = (meeting: string): string => `${seen.get(meeting)?.fullA ?? ''} × ${seen.get(meeting)?.fullB ?? ''}`
  const whereText = (slot: number, table: string): string => `${wallTime(frame.slots[slot]?.startsAtMs ?? 0, zone)} ${tableCodes.get(table) ?? ''}`

  const place = (meeting: string, to: { slot: number; table: string }): void => {
    const text = t('timetable:board.movedTo', { meeting: nameOf(meeting), where: whereText(to.slot, to.table) })
    setPicked(null)
    setSaid(text)
    board.change({ meeting, ...to, pinned: source.ignorePins || pinned.has(meeting) }, 'move', text)
  }
  const drop = (spot: GridSpot): void => {
    if (picked === null) return
    const at = placeOf.get(picked)
    const isSame = at?.slot === spot.slot && (view === 'people' || at.table === spot.column)
    const to = isSame ? null : targetOf(picked, spot)
    if (isSame) return cancel()
    if (to === null) return setSaid(t('timetable:board.cannot', { why: refusal(spot) ?? '' }))
    place(picked, to)
  }
  const cancel = (): void => {
    setPicked(null)
    setSaid(t('timetable:board.cancelled'))
  }
  const pick = (meeting: string): void => {
    if (!source.mayEdit || board.isBusy) return
    if (pinned.has(meeting) && !source.ignorePins) return setSaid(t('timetable:board.isPinned', { meeting: nameOf(meeting) }))
    setPicked(meeting)
    setSaid(t('timetable:board.pickedUp', { meeting: nameOf(meeting) }))
  }
  const pin = (meeting: string): void => {
    const at = placeOf.get(meeting)
    if (!source.mayEdit || at === undefined) return
    const isPinned = !pinned.has(meeting)
    const text = t(isPinned ? 'timetable:board.nowPinned' : 'timetable:board.nowFree', { meeting: nameOf(meeting) })
    setSaid(text)
    board.change({ ...at, pinned: isPinned }, 'pin', text)
  }
  const remove = (meeting: string): void => {
    if (!source.mayEdit || !mayRemove || pinned.has(meeting)) return
    board.change({ meeting, slot: null, table: null, pinned: false }, 'move', t('timetable:board.takenOff', { meeting: nameOf(meeting) }))
  }
  const point = (spot: GridSpot | null): void => {
    const meeting = spot && lying.get(`${spot.slot} ${spot.column}`)
    if (picked === null) return light(meeting ? (frame.meetings[meeting] ? [frame.meetings[meeting].aDelegationId, frame.meetings[meeting].bDelegationId] : []) : litByFirm(query, source.names))
    if (spot) setSaid(refusal(spot) ?? t('timetable:board.mayDrop'))
  }
  const blockOf = (meeting: string, column: string) => {
    const about = frame.meetings[meeting]
    const names = seen.get(meeting) as Seen
    const isOwn = view === 'people'
    const ofA = isOwn && source.names.people.find((person) => person.id === column)?.delegationId === about?.aDelegationId
    return {
      first: isOwn ? (ofA ? names.shortB : names.shortA) : names.shortA,
      second: isOwn ? (tableCodes.get(placeOf.get(meeting)?.table ?? '') ?? '') : names.shortB,
      full: `${names.fullA} × ${names.fullB}`,
      firms: [about?.aDelegationId ?? '', about?.bDelegationId ?? ''] as [string, string],
      length: lengths.get(meeting) ?? 1,
      pinned: pinned.has(meeting),
    }
  }

  return (
    <div ref={area} className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_15rem]" onPointerOver={(event) => onHover(event.target as Element, light, picked, () => litByFirm(query, source.names))}>
      <div className="min-w-0">
        <div className="mb-3 flex flex-wrap items-end gap-3">
          <Select name="view" label={t('timetable:board.view')} hideLabel className="max-md:hidden" value={view} onChange={(event) => setView(event.target.value as 'tables')} options={[{ value: 'tables', label: t('timetable:board.byTable') }, { value: 'people', label: t('timetable:board.byPerson') }]} />
          <TextInput name="firm" label={t('timetable:board.find')} hideLabel placeholder={t('timetable:board.find')} value={query} onChange={(event) => setQuery(event.target.value)} className="w-44" />
          {board.undo && <Button type="button" look="quiet" onClick={board.undo} aria-keyshortcuts="Control+Z">{t('common:ui.undo')}</Button>}
          <p role="status" aria-live="polite" data-testid="board-line" className="min-w-0 flex-1 self-center text-sm text-ink-2 max-md:hidden">{said || t('timetable:board.hint')}</p>
        </div>
        {board.refused && <Notice tone="error" className="mb-3">{board.refused}</Notice>}
        {isWide !== false && (
          <div className="max-md:hidden">
            <BoardGrid
              label={label}
              lines={lines}
              columns={columns}
              zone={zone}
              meetingAt={({ slot, column }) => lying.get(`${slot} ${column}`) ?? null}
              block={blockOf}
              picked={picked}
              refusal={refusal}
              onPick={pick}
              onDrop={drop}
              onCancel={cancel}
              onPin={pin}
              onRemove={remove}
              onPoint={point}
            />
          </div>
        )}
        {isWide !== true && <div className="md:hidden"><SlotList lines={lines} state={state} seen={seen} tableCodes={tableCodes} pinned={pinned} zone={zone} query={query} onMove={source.mayEdit ? setSheet : null} /></div>}
        <UnplacedList ground={source} seen={seen} unplaced={figures.unplaced} picked={picked} onPick={source.mayEdit ? (isWide ? pick : setSheet) : null} />
      </div>
      <aside aria-label={t('timetable:figure.title')}><FiguresStrip measures={figures.measures} frame={frame} zone={zone} /></aside>
      <MoveSheet meeting={sheet} name={sheet === null ? '' : nameOf(sheet)} ground={source} board={figures.board} lines={lines} at={sheet === null ? undefined : placeOf.get(sheet)} zone={zone} onClose={() => setSheet(null)} onPlace={(to) => sheet !== null && (place(sheet, to), setSheet(null))} />
    </div>
  )
}

/** A hovered name lights its firm's whole day, a hovered cell both. */
function onHover(target: Element, light: (firms: string[]) => void, picked: string | null, otherwise: () => string[]): void {
  if (picked !== null) return
  const one = target.closest<HTMLElement>('[data-firm]')?.dataset['firm']
  const both = target.closest<HTMLElement>('[data-firms]')?.dataset['firms']
  light(one ? [one] : both ? both.split(' ') : otherwise())
}

function columnsOf({ frame, problem, names }: BoardSource, view: 'tables' | 'people', locale: string): GridColumn[] {
  if (view === 'tables') {
    const closed = new Map(typeof problem.tables === 'number' ? [] : problem.tables.map((table) => [table.id, new Set(table.unavailable)]))
    return frame.tables.map(({ id, code }) => ({ id, title: code, closed: closed.get(id) ?? new Set<number>() }))
  }
  const delegations = new Map(names.delegations.map((one, at) => [one.id, { ...one, at }]))
  const people = new Map(names.people.map((one) => [one.id, one]))
  const pick = (zh: string, en: string): string => (locale === 'zh-CN' ? zh || en : en || zh)
  return problem.participants
    .map(({ id, unavailable }) => {
      const person = people.get(id)
      const firm = delegations.get(person?.delegationId ?? '')
      return { id, title: pick(firm?.nameZh ?? '', firm?.nameEn ?? ''), note: pick(person?.nameZh ?? '', person?.nameEn ?? ''), closed: new Set(unavailable), at: firm?.at ?? 0 }
    })
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...column }) => column)
}

/** Null before the browser has been asked. */
function useIsWide(): boolean | null {
  const [isWide, setIsWide] = useState<boolean | null>(null)
  useEffect(() => {
    const query = window.matchMedia('(min-width: 768px)')
    const take = (): void => setIsWide(query.matches)
    take()
    query.addEventListener('change', take)
    return () => query.removeEventListener('change', take)
  }, [])
  return isWide
}
