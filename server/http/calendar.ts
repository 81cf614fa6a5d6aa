import { Router, type Request, type RequestHandler, type Response } from 'express'

import type { createCalendarFeedQueries } from '#server/features/calendar-feed/queries.ts'

type Calendar = Pick<ReturnType<typeof createCalendarFeedQueries>, 'feed'>

/** `/calendar/<secret>.ics`: a person's meetings for calendar programs. The address is the key, so answers are private and never logged in full. */
export function calendarRouter(calendar: Calendar): RequestHandler {
  const router = Router({ caseSensitive: true })
  router.get('/:name', (request, response, next) => void answer(calendar, request, response).catch(next))
  return router
}

async function answer(calendar: Calendar, request: Request, response: Response): Promise<void> {
  const name = request.params['name'] ?? ''
  const found = await calendar.feed(name.endsWith('.ics') ? name.slice(0, -4) : '')
  response.set('Cache-Control', 'private, no-cache').set('Referrer-Policy', 'no-referrer').set('X-Robots-Tag', 'noindex')
  if (!found.ok) return void response.status(404).type('text/plain').send('')
  const tag = `W/"${found.value.tag}"`
  response.set('ETag', tag)
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim())
  if (known.includes(tag)) return void response.status(304).end()
  response.type('text/calendar; charset=utf-8').set('Content-Disposition', 'inline; filename="touhai.ics"').send(found.value.content)
}
