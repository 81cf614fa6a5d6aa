/** Counts of this process since its start, by name and label. Labels must come from a closed list: each one is kept for ever. */
export function createTally() {
  const counts = new Map<string, Map<string, number>>()
  return {
    add(name: string, label: string): void {
      const labels = counts.get(name) ?? new Map<string, number>()
      counts.set(name, labels.set(label, (labels.get(label) ?? 0) + 1))
    },
    /** Labels of a name in order, with their counts. */
    of: (name: string): [label: string, count: number][] => [...(counts.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

export type Tally = ReturnType<typeof createTally>
