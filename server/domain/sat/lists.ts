/**
 * Many growing lists of numbers in one typed array: list i is `items[start[i]] … items[start[i] + length[i] - 1]`. A list that has
 * no room left moves to the end. Whoever walks along a list while others grow must read `items` anew.
 */
export class Lists {
  items = new Int32Array(1 << 14)
  start = new Int32Array(0)
  length = new Int32Array(0)
  private room = new Int32Array(0)
  private end = 0

  /** Makes place for so many lists, the new ones empty. */
  reserve(lists: number): void {
    const grown = (old: Int32Array) => {
      const fresh = new Int32Array(lists)
      fresh.set(old)
      return fresh
    }
    this.start = grown(this.start)
    this.length = grown(this.length)
    this.room = grown(this.room)
  }

  push(list: number, item: number): void {
    if (this.length[list] === this.room[list]) this.move(list)
    this.items[this.start[list]! + this.length[list]!++] = item
  }

  pushPair(list: number, first: number, second: number): void {
    if (this.length[list]! + 2 > this.room[list]!) this.move(list)
    const at = this.start[list]! + this.length[list]!
    this.items[at] = first
    this.items[at + 1] = second
    this.length[list]! += 2
  }

  /** Empties all lists and lays them side by side again, each with room for what it held. */
  clear(): void {
    this.end = 0
    for (let list = 0; list < this.length.length; list++) {
      this.start[list] = this.end
      this.room[list] = this.length[list]! === 0 ? 0 : Math.max(8, this.length[list]!)
      this.end += this.room[list]!
      this.length[list] = 0
    }
  }

  private move(list: number): void {
    const room = Math.max(8, 2 * this.room[list]!)
    if (this.end + room > this.items.length) {
      const old = this.items
      this.items = new Int32Array(Math.max(this.end + room, 2 * old.length))
      this.items.set(old)
    }
    const from = this.start[list]!
    this.items.copyWithin(this.end, from, from + this.length[list]!)
    this.start[list] = this.end
    this.room[list] = room
    this.end += room
  }
}
