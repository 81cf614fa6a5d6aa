/**
 * How far the server's clock is ahead of this device's, in whole ms: its time is taken for the middle of the way there
 * and back (Cristian's algorithm, 1989), so the error is at most half of that way. `sentAt` and `receivedAt` are of the
 * device's clock.
 */
export function clockOffset(sentAt: number, serverAt: number, receivedAt: number): number {
  return Math.round(serverAt - (sentAt + receivedAt) / 2)
}
