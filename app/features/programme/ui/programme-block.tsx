import { Link2, TriangleAlert } from 'lucide-react'
import { memo } from 'react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import type { ProgrammeKind } from '#server/domain/programme/item.ts'

export const tickPx = 18

export type BlockProps = {
  id: string
  kind: ProgrammeKind
  title: string
  /** `09:30–09:40`. */
  time: string
  people: string
  top: number
  height: number
  lane: number
  lanes: number
  isLinked: boolean
  isBooked: boolean
  isHeld: boolean
  isActive: boolean
  isFaded: boolean
  clash: 'block' | 'warn' | null
  mayEdit: boolean
}

const looks: Record<ProgrammeKind, string> = {
  pitch: 'border-sea-ink bg-sea-wash',
  talk: 'border-edge bg-sheet',
  panel: 'border-edge bg-sheet',
  ceremony: 'border-edge bg-sheet',
  break: 'border-line bg-sunk text-ink-2',
}

/** One item on the board. Its foot changes its length, its grip moves it by touch; the whole block by mouse. */
export const ProgrammeBlock = memo(function ProgrammeBlock(block: BlockProps) {
  const t = useTranslate()
  const { id, kind, title, time, people, top, height, lane, lanes, isLinked, isBooked, isHeld, isActive, isFaded, clash, mayEdit } = block
  const isShort = height < 40
  return (
    <button
      type="button"
      data-item={id}
      tabIndex={isActive ? 0 : -1}
      aria-pressed={isHeld}
      aria-label={[time, title, people, isBooked ? t('programme:booked') : '', clash ? t('programme:clashes') : ''].filter(Boolean).join(', ')}
      className={classes(
        'absolute flex flex-col overflow-hidden rounded-sm border border-l-3 px-1.5 text-left text-xs select-none hover:z-10 focus-visible:z-20',
        height < 24 ? 'leading-[15px]' : 'leading-4', looks[kind], kind === 'pitch' && !isBooked && 'border-dashed border-l-solid',
        clash === 'block' && 'border-vermilion-ink bg-vermilion-wash', clash === 'warn' && 'border-amber-ink bg-amber-wash',
        mayEdit && 'pointer-coarse:pr-7',
        isHeld && 'z-20 shadow-float outline-2 outline-sea-ink', isFaded && 'opacity-45',
      )}
      style={{ top, height: Math.max(14, height - 1), left: `calc(${(lane / lanes) * 100}% + 2px)`, width: `calc(${100 / lanes}% - 4px)` }}
    >
      <span className="flex w-full min-w-0 items-center gap-1">
        {clash && <TriangleAlert aria-hidden size={12} className={classes('shrink-0', clash === 'block' ? 'text-vermilion-ink' : 'text-amber-ink')} />}
        {isLinked && <Link2 aria-hidden size={12} className="shrink-0 text-ink-3" />}
        <span className={classes('min-w-0 flex-1 truncate', kind !== 'break' && 'font-medium')}>{title}</span>
        {isShort && height >= 14 && <span className="figures shrink-0 text-ink-2">{time.slice(0, 5)}</span>}
      </span>
      {!isShort && <span className="figures truncate text-ink-2">{time}</span>}
      {height >= 60 && people !== '' && <span className="truncate text-ink-2">{people}</span>}
      {mayEdit && <span aria-hidden data-grip="move" className="absolute inset-y-0 right-0 w-6 touch-none opacity-0 pointer-coarse:opacity-100 pointer-coarse:[background:repeating-linear-gradient(var(--edge)_0_1px,transparent_1px_4px)_center/8px_12px_no-repeat]" />}
      {mayEdit && <span aria-hidden data-grip="resize" className="absolute inset-x-0 bottom-0 h-1.5 cursor-ns-resize touch-none" />}
    </button>
  )
})
