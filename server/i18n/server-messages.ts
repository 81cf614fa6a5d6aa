import zhCommon from './locales/zh-CN/common.json'
import zhErrors from './locales/zh-CN/errors.json'
import zhAuth from './locales/zh-CN/auth.json'
import zhEvents from './locales/zh-CN/events.json'
import zhDirectory from './locales/zh-CN/directory.json'
import zhImports from './locales/zh-CN/imports.json'
import zhMatches from './locales/zh-CN/matches.json'
import zhRequests from './locales/zh-CN/requests.json'
import zhAgenda from './locales/zh-CN/agenda.json'
import zhTimetable from './locales/zh-CN/timetable.json'
import zhStudies from './locales/zh-CN/studies.json'
import zhScheduling from './locales/zh-CN/scheduling.json'
import zhRepairs from './locales/zh-CN/repairs.json'
import zhMail from './locales/zh-CN/mail.json'
import zhMailing from './locales/zh-CN/mailing.json'
import zhOverview from './locales/zh-CN/overview.json'
import zhProgramme from './locales/zh-CN/programme.json'
import zhDemo from './locales/zh-CN/demo.json'
import zhClearing from './locales/zh-CN/clearing.json'
import zhTickets from './locales/zh-CN/tickets.json'
import zhSeats from './locales/zh-CN/seats.json'
import zhRegistration from './locales/zh-CN/registration.json'
import zhGuests from './locales/zh-CN/guests.json'
import zhInvitations from './locales/zh-CN/invitations.json'
import zhInterest from './locales/zh-CN/interest.json'
import zhJudging from './locales/zh-CN/judging.json'
import zhAudience from './locales/zh-CN/audience.json'
import zhPitching from './locales/zh-CN/pitching.json'
import zhStage from './locales/zh-CN/stage.json'
import zhDoor from './locales/zh-CN/door.json'
import enCommon from './locales/en/common.json'
import enErrors from './locales/en/errors.json'
import enAuth from './locales/en/auth.json'
import enEvents from './locales/en/events.json'
import enDirectory from './locales/en/directory.json'
import enImports from './locales/en/imports.json'
import enMatches from './locales/en/matches.json'
import enRequests from './locales/en/requests.json'
import enAgenda from './locales/en/agenda.json'
import enTimetable from './locales/en/timetable.json'
import enStudies from './locales/en/studies.json'
import enScheduling from './locales/en/scheduling.json'
import enRepairs from './locales/en/repairs.json'
import enMail from './locales/en/mail.json'
import enMailing from './locales/en/mailing.json'
import enOverview from './locales/en/overview.json'
import enProgramme from './locales/en/programme.json'
import enDemo from './locales/en/demo.json'
import enClearing from './locales/en/clearing.json'
import enTickets from './locales/en/tickets.json'
import enSeats from './locales/en/seats.json'
import enRegistration from './locales/en/registration.json'
import enGuests from './locales/en/guests.json'
import enInvitations from './locales/en/invitations.json'
import enInterest from './locales/en/interest.json'
import enJudging from './locales/en/judging.json'
import enAudience from './locales/en/audience.json'
import enPitching from './locales/en/pitching.json'
import enStage from './locales/en/stage.json'
import enDoor from './locales/en/door.json'
import type { Locale } from './locales.ts'
import { createTranslator, type Messages, type Translate } from './translate.ts'

/** All sentences of both languages, for the server; browsers load only the namespaces of their page. */
export const messages: Record<Locale, Messages> = {
  'zh-CN': { common: zhCommon, errors: zhErrors, auth: zhAuth, events: zhEvents, directory: zhDirectory, imports: zhImports, matches: zhMatches, requests: zhRequests, agenda: zhAgenda, timetable: zhTimetable, studies: zhStudies, scheduling: zhScheduling, repairs: zhRepairs, mail: zhMail, mailing: zhMailing, overview: zhOverview, programme: zhProgramme, pitching: zhPitching, demo: zhDemo, interest: zhInterest, judging: zhJudging, audience: zhAudience, stage: zhStage, door: zhDoor, clearing: zhClearing, tickets: zhTickets, seats: zhSeats, registration: zhRegistration, guests: zhGuests, invitations: zhInvitations },
  'en': { common: enCommon, errors: enErrors, auth: enAuth, events: enEvents, directory: enDirectory, imports: enImports, matches: enMatches, requests: enRequests, agenda: enAgenda, timetable: enTimetable, studies: enStudies, scheduling: enScheduling, repairs: enRepairs, mail: enMail, mailing: enMailing, overview: enOverview, programme: enProgramme, pitching: enPitching, demo: enDemo, interest: enInterest, judging: enJudging, audience: enAudience, stage: enStage, door: enDoor, clearing: enClearing, tickets: enTickets, seats: enSeats, registration: enRegistration, guests: enGuests, invitations: enInvitations },
}

const translators: Record<Locale, Translate> = {
  'zh-CN': createTranslator('zh-CN', messages['zh-CN']),
  en: createTranslator('en', messages.en),
}

/** The translator of a language on the server (pages, mails, calendar entries). */
export function translator(locale: Locale): Translate {
  return translators[locale]
}
