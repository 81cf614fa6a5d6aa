import type { RequestHandler } from 'express'

/** A roster of 20 MB in base64, and some room around it; each reader of a body has its own, lower limit. */
const largestBodyBytes = 30_000_000

/** Readers of their own that count as they read. Pages take a form whole, so its length must be known. */
const countsItself = /^\/(api|webhooks)\//

/** Refuses what nobody here would read, and lets the rest of a body that was not read to its end run dry. */
export const limitBodies: RequestHandler = (request, response, next) => {
  if (request.headers['transfer-encoding'] !== undefined && !countsItself.test(request.path)) {
    response.set('Connection', 'close').status(411).json({ code: 'input.malformed' })
    return
  }
  if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) {
    response.set('Connection', 'close').status(413).json({ code: 'input.too_large' })
    return
  }
  // A page may answer before it has read all that was sent; the next request on the connection waits behind what is left.
  response.on('finish', () => {
    if (request.complete) return
    // Whoever has stopped listening would hold the stream back for ever.
    request.removeAllListeners('data').resume()
  })
  next()
}
