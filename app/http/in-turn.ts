/**
 * Sends one order at a time: the next goes out when the one before has been answered, so that none overtakes another and
 * none is lost. `send` answers false where those that wait no longer make sense; they are dropped then.
 */
export function createLine<Order>(send: (order: Order) => Promise<boolean>, told: (isBusy: boolean) => void = () => undefined): (order: Order) => void {
  let waiting: Order[] = []
  let isOut = false
  const go = async (): Promise<void> => {
    isOut = true
    told(true)
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const goesOn = await send(order).catch(() => false)
      if (!goesOn) waiting = []
    }
    isOut = false
    told(false)
  }
  return (order) => {
    waiting.push(order)
    if (!isOut) void go()
  }
}
