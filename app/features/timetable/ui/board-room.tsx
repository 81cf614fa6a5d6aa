import { useEffect, useRef, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { verdictOf } from '#server/domain/timetable/verdict.ts'

import { BoardGrid, type GridSpot } from './board-grid.tsx'
import { HeadFigures, SpreadFigures } from './board-figures.tsx'
import { MoveSheet } from './move-sheet.tsx'
import { SlotList } from './slot-list.tsx'
import { UnplacedList } from './unplaced-list.tsx'
import { useBoardHand } from './use-board-hand.tsx'
import { useBoardLook, type BoardView } from './use-board-look.tsx'
import { useBoard, type BoardSource } from './use-board.tsx'
import { useWhy } from './use-why.tsx'
import { WhyLine } from './why-line.tsx'
import { firmsUnder, litByFirm, useLight } from './use-light.tsx'

export type BoardRoomProps = { source: BoardSource; zone: string; label: string; mayRemove: boolean }

/** The board with everything beside it: view switch, search, why-line, figures, and what is still without a place. */
export function BoardRoom({ source, zone, label, mayRemove }: BoardRoomProps) {
  const t = useTranslate()
  const { frame, names, mayEdit } = source
  const board = useBoard(source)
  const { state, figures } = board
  const [view, setView] = useState<BoardView>('tables')
  const [query, setQuery] = useState('')
  const [sheet, setSheet] = useState<string | null>(null)
  const [pointed, setPointed] = useState<string | null>(null)
  const look = useBoardLook(source, state, view)
  const hand = useBoardHand({ source, board, look, view, zone, mayRemove })
  const isWide = useIsWide()
  const area = useRef<HTMLDivElement>(null)
  const light = useLight(area, state, view)
  useEffect(() => light(litByFirm(query, names)), [light, query, names])

  const point = (spot: GridSpot | null): void => {
    if (hand.picked !== null) return spot === null ? undefined : hand.say(hand.refusal(spot) ?? t('timetable:board.mayDrop'))
    const meeting = spot && look.meetingAt(spot.slot, spot.column)
    setPointed(meeting)
    light(meeting ? look.block(meeting, spot.column).firms : litByFirm(query, names))
  }
  const { seen, lines, columns, tableCodes, pinned, placeOf } = look
  const why = useWhy(source, board, hand.picked ?? sheet ?? pointed, zone)
  const verdict = source.verdict && state.placed !== source.start.placed ? verdictOf('feasible', figures.measures) : (source.verdict ?? null)
  return (
    <div ref={area} className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_15rem] xl:grid-rows-[auto_1fr]" onPointerOver={({ target }) => hand.picked === null && light(firmsUnder(target as Element) ?? litByFirm(query, names))}>
      <div className="min-w-0 xl:row-span-2">
        <div className="mb-3 flex flex-wrap items-end gap-3">
          <Select name="view" label={t('timetable:board.view')} hideLabel className="max-md:hidden" value={view} onChange={(event) => setView(event.target.value as BoardView)} options={[{ value: 'tables', label: t('timetable:board.byTable') }, { value: 'people', label: t('timetable:board.byPerson') }]} />
          <TextInput name="firm" label={t('timetable:board.find')} hideLabel placeholder={t('timetable:board.find')} value={query} onChange={(event) => setQuery(event.target.value)} className="w-44" />
          {board.undo && <Button type="button" look="quiet" onClick={board.undo}>{t('common:ui.undo')}</Button>}
          <p role="status" aria-live="polite" data-testid="board-line" className="min-w-0 flex-1 self-center text-sm text-ink-2 max-md:hidden">{hand.said || t('timetable:board.hint')}</p>
        </div>
        {board.refused && <Notice tone="error" className="mb-3">{board.refused}</Notice>}
        {isWide !== false && (
          <div className="max-md:hidden">
            <BoardGrid {...{ label, lines, columns, zone }} meetingAt={({ slot, column }) => look.meetingAt(slot, column)} block={look.block} picked={hand.picked} mayDrop={hand.mayDrop} refusal={hand.refusal} onPick={hand.pick} onDrop={hand.drop} onCancel={hand.cancel} onPin={hand.pin} onRemove={hand.remove} onPoint={point} />
          </div>
        )}
        {isWide === true && <WhyLine name={pointed === null ? '' : `${seen.get(pointed)?.fullA} × ${seen.get(pointed)?.fullB}`} why={why} />}
        {isWide !== true && <div className="md:hidden"><SlotList {...{ lines, state, seen, tableCodes, pinned, zone, query }} onMove={mayEdit ? setSheet : null} /></div>}
        <UnplacedList ground={source} seen={seen} unplaced={figures.unplaced} picked={hand.picked} onPick={mayEdit ? (isWide ? hand.pick : setSheet) : null} />
      </div>
      <section aria-label={t('timetable:figure.title')} className="max-md:order-first xl:col-start-2"><HeadFigures measures={figures.measures} verdict={verdict} /></section>
      <section aria-label={t('timetable:figure.spread')} className="xl:col-start-2"><SpreadFigures measures={figures.measures} frame={frame} zone={zone} /></section>
      <MoveSheet meeting={sheet} name={sheet === null ? '' : `${seen.get(sheet)?.fullA} × ${seen.get(sheet)?.fullB}`} ground={source} board={figures.board} lines={lines} at={sheet === null ? undefined : placeOf.get(sheet)} zone={zone} why={why} isPinned={sheet !== null && pinned.has(sheet)} onPin={() => sheet !== null && (hand.pin(sheet), setSheet(null))} onClose={() => setSheet(null)} onPlace={(to) => sheet !== null && (hand.place(sheet, to), setSheet(null))} />
    </div>
  )
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
