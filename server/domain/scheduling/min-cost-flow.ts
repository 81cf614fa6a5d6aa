/**
 * Minimum-cost flow with integer capacities and costs: the primal-dual method (Ford and Fulkerson 1962) with shortest paths
 * by queue and all augmenting paths of one length sent at once. Suited to networks whose paths have few different costs.
 */
export class FlowNetwork {
  private readonly to: number[] = []
  private readonly next: number[] = []
  private readonly room: number[] = []
  private readonly price: number[] = []
  private readonly head: Int32Array
  private readonly nodes: number
  private readonly distance: Float64Array
  private readonly visited: Uint8Array
  private readonly cursor: Int32Array

  constructor(nodes: number) {
    this.nodes = nodes
    this.head = new Int32Array(nodes).fill(-1)
    this.distance = new Float64Array(nodes)
    this.visited = new Uint8Array(nodes)
    this.cursor = new Int32Array(nodes)
  }

  /** Adds an arc and returns its number, with which `flowOn` tells how much it carries. */
  arc(from: number, to: number, capacity: number, cost: number): number {
    const index = this.to.length
    this.push(from, to, capacity, cost)
    this.push(to, from, 0, -cost)
    return index
  }

  flowOn(arc: number): number {
    return this.room[arc ^ 1]!
  }

  /** True for nodes that can still be reached from the source: the source's side of a minimum cut once `run` has sent all it can. */
  reachable(node: number): boolean {
    return this.distance[node]! < Infinity
  }

  /** Sends flow while that lowers the cost (or, with `all`, as much as possible). Returns the flow and its cost. */
  run(source: number, sink: number, all: boolean): { flow: number; cost: number } {
    let flow = 0
    let cost = 0
    while (this.measure(source, sink) && (all || this.distance[sink]! < 0)) {
      this.visited.fill(0)
      this.cursor.set(this.head)
      let sent = this.send(source, sink, Infinity)
      while (sent > 0) {
        flow += sent
        cost += sent * this.distance[sink]!
        this.visited.fill(0)
        sent = this.send(source, sink, Infinity)
      }
    }
    return { flow, cost }
  }

  /**
   * Once `run` has found a cheapest flow: cost of the cheapest other way to send one unit more (or less) through an arc, which is
   * then sent that way; `Infinity`, and nothing is changed, where there is none. What flows from source to sink may change
   * only where arcs between them say so (`joinEnds`). Costs of repeated calls never fall: the cost of a flow is convex.
   */
  reroute(arc: number, more: boolean): number {
    const forward = more ? arc : arc ^ 1
    if (this.room[forward]! <= 0) return Infinity
    const [from, back] = [this.to[forward]!, this.to[forward ^ 1]!]
    const cameBy = new Int32Array(this.nodes).fill(-1)
    this.measure(from, back, { closed: arc, cameBy })
    if (this.distance[back] === Infinity) return Infinity
    this.shift(forward)
    for (let node = back; node !== from; node = this.to[cameBy[node]! ^ 1]!) this.shift(cameBy[node]!)
    return this.distance[back]! + this.price[forward]!
  }

  /** Lets later `reroute`s change how much flows from source to sink, which costs nothing by itself. */
  joinEnds(source: number, sink: number, flow: number): void {
    this.arc(sink, source, Number.MAX_SAFE_INTEGER, 0)
    this.arc(source, sink, flow, 0)
  }

  /** Costs of the cheapest ways from a node to all others in what room is left; `Infinity` where there is none. */
  costsFrom(node: number): Float64Array {
    this.measure(node, node)
    return this.distance.slice()
  }

  /** A copy of all that flows, to come back to with `restore`. */
  save(): number[] {
    return this.room.slice()
  }

  restore(saved: readonly number[]): void {
    for (let arc = 0; arc < saved.length; arc++) this.room[arc] = saved[arc]!
  }

  private shift(arc: number): void {
    this.room[arc]! -= 1
    this.room[arc ^ 1]! += 1
  }

  private push(from: number, to: number, capacity: number, cost: number): void {
    this.to.push(to)
    this.room.push(capacity)
    this.price.push(cost)
    this.next.push(this.head[from]!)
    this.head[from] = this.to.length - 1
  }

  private measure(source: number, sink: number, path?: { closed: number; cameBy: Int32Array }): boolean {
    const { distance, visited, nodes } = this
    distance.fill(Infinity)
    visited.fill(0)
    distance[source] = 0
    const queue = new Int32Array(nodes + 1)
    let read = 0
    let write = 1
    queue[0] = source
    while (read !== write) {
      const node = queue[read]!
      read = read === nodes ? 0 : read + 1
      visited[node] = 0
      for (let arc = this.head[node]!; arc >= 0; arc = this.next[arc]!) {
        const there = this.to[arc]!
        const far = distance[node]! + this.price[arc]!
        if (this.room[arc]! <= 0 || far >= distance[there]!) continue
        if (path) {
          if (arc >> 1 === path.closed >> 1) continue
          path.cameBy[there] = arc
        }
        distance[there] = far
        if (visited[there] === 1) continue
        visited[there] = 1
        queue[write] = there
        write = write === nodes ? 0 : write + 1
      }
    }
    return distance[sink]! < Infinity
  }

  /** Sends flow along arcs that lie on shortest paths; recursion is as deep as such a path is long. */
  private send(node: number, sink: number, limit: number): number {
    if (node === sink) return limit
    this.visited[node] = 1
    for (; this.cursor[node]! >= 0; this.cursor[node] = this.next[this.cursor[node]!]!) {
      const arc = this.cursor[node]!
      const there = this.to[arc]!
      if (this.room[arc]! <= 0 || this.visited[there] === 1) continue
      if (this.distance[there] !== this.distance[node]! + this.price[arc]!) continue
      const sent = this.send(there, sink, Math.min(limit, this.room[arc]!))
      if (sent > 0) {
        this.room[arc]! -= sent
        this.room[arc ^ 1]! += sent
        return sent
      }
    }
    return 0
  }
}
