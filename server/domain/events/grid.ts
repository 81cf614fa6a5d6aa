/** A half-open stretch of time in ms since the epoch. */
export type Stretch = { startsAtMs: number; endsAtMs: number }

/** A time at which a meeting may start: `index` is the engine's slot number, `sitting` the unbroken run of slots it is in. */
export type GridSlot = Stretch & { index: number; sitting: number }

export type GridInput = {
  /** Meeting windows, in any order, not overlapping. */
  windows: Stretch[]
  /** Breaks for everybody (not those of single tables). */
  breaks: Stretch[]
  slotMinutes: number
}

/**
 * Cuts the windows minus the breaks into slots of equal length, numbered through the whole event. Slots of one sitting
 * touch each other; what is left at the end of a stretch and is shorter than a slot is not used.
 */
export function gridSlots({ windows, breaks, slotMinutes }: GridInput): GridSlot[] {
  const lengthMs = slotMinutes * 60_000
  const slots: GridSlot[] = []
  let sitting = 0
  for (const stretch of freeStretches(windows, breaks)) {
    let startsAtMs = stretch.startsAtMs
    const before = slots.length
    while (startsAtMs + lengthMs <= stretch.endsAtMs) {
      slots.push({ index: slots.length, sitting, startsAtMs, endsAtMs: startsAtMs + lengthMs })
      startsAtMs += lengthMs
    }
    if (slots.length > before) sitting += 1
  }
  return slots
}

/** The windows with the breaks cut out, in order of time. */
export function freeStretches(windows: Stretch[], breaks: Stretch[]): Stretch[] {
  const sorted = [...breaks].sort((a, b) => a.startsAtMs - b.startsAtMs)
  const free: Stretch[] = []
  for (const window of [...windows].sort((a, b) => a.startsAtMs - b.startsAtMs)) {
    let from = window.startsAtMs
    for (const pause of sorted) {
      if (pause.endsAtMs <= from || pause.startsAtMs >= window.endsAtMs) continue
      if (pause.startsAtMs > from) free.push({ startsAtMs: from, endsAtMs: pause.startsAtMs })
      from = Math.max(from, pause.endsAtMs)
    }
    if (from < window.endsAtMs) free.push({ startsAtMs: from, endsAtMs: window.endsAtMs })
  }
  return free
}

/** Where a meeting of `lengthMinutes` may start: so many touching slots of one sitting must follow. */
export function startSlots(slots: GridSlot[], slotMinutes: number, lengthMinutes: number): GridSlot[] {
  const needed = Math.ceil(lengthMinutes / slotMinutes)
  return slots.filter((slot) => {
    const last = slots[slot.index + needed - 1]
    return last !== undefined && last.sitting === slot.sitting
  })
}
