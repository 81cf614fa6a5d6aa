/** Some of the numbers 0 … n − 1, from which one can be drawn. Adding and removing take constant time. */
export class IndexSet {
  readonly items: Int32Array
  size = 0
  private readonly position: Int32Array

  constructor(n: number) {
    this.items = new Int32Array(n)
    this.position = new Int32Array(n).fill(-1)
  }

  put(item: number, present: boolean): void {
    const at = this.position[item]!
    if (present === at >= 0) return
    if (present) {
      this.position[item] = this.size
      this.items[this.size++] = item
      return
    }
    const last = this.items[--this.size]!
    this.items[at] = last
    this.position[last] = at
    this.position[item] = -1
  }
}
