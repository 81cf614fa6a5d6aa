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

  private push(from: number, to: number, capacity: number, cost: number): void {
    this.to.push(to)
    this.room.push(capacity)
    this.price.push(cost)
    this.next.push(this.head[from]!)
    this.head[from] = this.to.length - 1
  }

  private measure(source: number, sink: number): boolean {
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
