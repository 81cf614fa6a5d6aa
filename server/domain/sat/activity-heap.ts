/** Variables ordered by activity, the most active first: a binary heap over typed arrays. */
export class ActivityHeap {
  activity = new Float64Array(0)
  size = 0
  private heap = new Int32Array(0)
  private place = new Int32Array(0)

  grow(capacity: number): void {
    const activity = new Float64Array(capacity)
    activity.set(this.activity)
    const heap = new Int32Array(capacity)
    heap.set(this.heap)
    const place = new Int32Array(capacity).fill(-1)
    place.set(this.place)
    this.activity = activity
    this.heap = heap
    this.place = place
  }

  insert(variable: number): void {
    if (this.place[variable]! >= 0) return
    this.place[variable] = this.size
    this.heap[this.size] = variable
    this.rise(this.size++)
  }

  /** To be called after the activity of a variable has grown. */
  raised(variable: number): void {
    const at = this.place[variable]!
    if (at >= 0) this.rise(at)
  }

  removeTop(): number {
    const top = this.heap[0]!
    const last = this.heap[--this.size]!
    this.place[top] = -1
    if (this.size > 0) {
      this.heap[0] = last
      this.place[last] = 0
      this.sink(0)
    }
    return top
  }

  private rise(from: number): void {
    const { heap, place, activity } = this
    const variable = heap[from]!
    const own = activity[variable]!
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      const other = heap[above]!
      if (activity[other]! >= own) break
      heap[at] = other
      place[other] = at
      at = above
    }
    heap[at] = variable
    place[variable] = at
  }

  private sink(from: number): void {
    const { heap, place, activity, size } = this
    const variable = heap[from]!
    const own = activity[variable]!
    let at = from
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      if (below + 1 < size && activity[heap[below + 1]!]! > activity[heap[below]!]!) below++
      const other = heap[below]!
      if (activity[other]! <= own) break
      heap[at] = other
      place[other] = at
      at = below
    }
    heap[at] = variable
    place[variable] = at
  }
}
