import { Router, type Request, type RequestHandler, type Response } from 'express'

import type { App } from '#server/app.ts'
import { defaultLocale, isLocale } from '#server/i18n/locales.ts'

import type { Cookies } from './session.ts'

type Parts = { calendar: Pick<App['calendar'], 'feed'>; meetings: Pick<App['meetings'], 'forCalendar'>; identity: Pick<App['identity'], 'actorOfSession'>; cookies: Pick<Cookies, 'readSession'> }

const type = 'text/calendar; charset=utf-8'
const nameOf = (text: string | undefined): string => (text?.endsWith('.ics') ? text.slice(0, -4) : '')

/**
 * `/calendar/<secret>.ics`: a person's meetings for calendar programs. The address is the key, so answers are private and never
 * logged in full. `/calendar/meetings/<id>.ics`: one own meeting, for whoever is signed in, in the language `?lang` names.
 */
export function calendarRouter(parts: Parts): RequestHandler {
  const router = Router({ caseSensitive: true })
  router.get('/meetings/:name', (request, response, next) => void answerMeeting(parts, request, response).catch(next))
  router.get('/:name', (request, response, next) => void answerFeed(parts, request, response).catch(next))
  return router
}

async function answerFeed({ calendar }: Parts, request: Request, response: Response): Promise<void> {
  const found = await calendar.feed(nameOf(request.params['name']))
  response.set('Cache-Control', 'private, no-cache').set('Referrer-Policy', 'no-referrer').set('X-Robots-Tag', 'noindex')
  if (!found.ok) return void response.status(404).type('text/plain').send('')
  const tag = `W/"${found.value.tag}"`
  response.set('ETag', tag)
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim())
  if (known.includes(tag)) return void response.status(304).end()
  response.type(type).set('Content-Disposition', 'inline; filename="touhai.ics"').send(found.value.content)
}

async function answerMeeting({ meetings, identity, cookies }: Parts, request: Request, response: Response): Promise<void> {
  const { actor } = await identity.actorOfSession(await cookies.readSession(request.headers.cookie))
  const { lang } = request.query
  const found = await meetings.forCalendar(actor, nameOf(request.params['name']), isLocale(lang) ? lang : defaultLocale)
  response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex')
  if (!found.ok) return void response.status(404).type('text/plain').send('')
  response.type(type).set('Content-Disposition', 'attachment; filename="meeting.ics"').send(found.value.file)
}
