/** Marks what has changed and tells it together: the first at once, then at most once every `everyMs`, with the last state. */
export type Coalescer = {
  mark(key: string, item: string): void
}

type Parts = {
  everyMs: number
  /** Tells how everything marked under a key stands now. */
  tell: (key: string, items: readonly string[]) => Promise<unknown>
  failed: (error: unknown) => void
}

/**
 * For counts that rise a hundred times a second: each change is saved by itself, but the room hears of them together, so
 * that the number of facts is bounded by time and not by the number of hands. A marked key is always told in the end; what
 * was not told when the process died is in the next snapshot, because a restarted server starts everybody from one.
 */
export function createCoalescer({ everyMs, tell, failed }: Parts): Coalescer {
  const waiting = new Map<string, Set<string>>()
  const resting = new Set<string>()

  function flush(key: string): void {
    const items = waiting.get(key)
    if (items === undefined) return
    waiting.delete(key)
    resting.add(key)
    tell(key, [...items]).catch(failed).finally(() => {
      setTimeout(() => {
        resting.delete(key)
        flush(key)
      }, everyMs).unref()
    })
  }

  return {
    mark(key, item) {
      const items = waiting.get(key) ?? new Set<string>()
      waiting.set(key, items.add(item))
      if (!resting.has(key)) flush(key)
    },
  }
}
