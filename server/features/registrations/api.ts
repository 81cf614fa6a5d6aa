import { z } from 'zod'

import { registrationStates } from '#server/domain/registration/standing.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import type { createRegistrationDeskCommands } from '#server/features/registration-desk/commands.ts'
import type { createRegistrationFormCommands } from '#server/features/registration-forms/commands.ts'
import type { createRegistrationFormQueries } from '#server/features/registration-forms/queries.ts'
import { answerOfferInput, decideInput, listInput, ownInput, registerGroupInput, saveDraftInput, saveFormInput, savePoolInput, setConsentInput, submitInput } from '#server/protocol/inputs/registration.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createRegistrationCommands } from './commands.ts'
import type { createRegistrationQueries } from './queries.ts'

type Registrations = ReturnType<typeof createRegistrationCommands> & ReturnType<typeof createRegistrationQueries> & ReturnType<typeof createRegistrationDeskCommands> & ReturnType<typeof createRegistrationFormCommands> & ReturnType<typeof createRegistrationFormQueries>

const event = z.object({ eventId: rowId })
const anything = z.looseObject({})
const registered = z.object({ registrationId: z.string(), state: z.enum(registrationStates), until: z.number().int().nullable(), version: z.number().int() })
const base = '/events/{eventId}/registration'

/** Forms, places, registrations and consents over the API. */
export function createRegistrationsApi(registrations: Registrations): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: `${base}-forms`, id: 'listRegistrationForms', summary: 'Forms that are or will be open, with their questions', input: event, output: z.object({ items: z.array(anything), nextCursor: z.null() }),
      run: async (actor, input) => {
        const open = await registrations.listOpenForms(actor, input.eventId)
        return open.ok ? { ok: true, value: { items: open.value, nextCursor: null } } : open
      } }),
    endpoint({ method: 'GET', path: `${base}-forms/desk`, id: 'getRegistrationDesk', summary: 'All forms and places, for organizers', input: event, output: anything, run: (actor, input) => registrations.formDesk(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: `${base}-forms`, id: 'saveRegistrationForm', summary: 'Save a form as its next version; `formId` empty and version 0 for a new one', input: saveFormInput, output: z.object({ formId: z.string(), version: z.number().int() }), run: registrations.saveForm }),
    endpoint({ method: 'PUT', path: `${base}-places`, id: 'saveRegistrationPlaces', summary: 'Say how many places there are for whom; places null lifts the bound', input: savePoolInput, output: z.object({ poolId: z.string().nullable() }), run: registrations.savePool }),
    endpoint({ method: 'GET', path: base, id: 'getOwnRegistration', summary: 'The own registration; `registration` is null where there is none', input: event, output: z.object({ registration: anything.nullable() }),
      run: async (actor, input) => {
        const own = await registrations.own(actor, input.eventId)
        return own.ok ? { ok: true, value: { registration: own.value } } : own
      } }),
    endpoint({ method: 'PUT', path: `${base}/draft`, id: 'saveRegistrationDraft', summary: 'Keep what was filled in so far', input: saveDraftInput, output: registered, run: registrations.saveDraft }),
    endpoint({ method: 'POST', path: base, id: 'submitRegistration', summary: 'Send the form; sending it twice is sending it once', input: submitInput, output: registered, run: registrations.submit }),
    endpoint({ method: 'POST', path: `${base}/cancel`, id: 'cancelRegistration', summary: 'Give up the own place or wish, by the event\'s policy', input: ownInput, output: registered, run: registrations.cancel }),
    endpoint({ method: 'POST', path: `${base}/offer`, id: 'answerRegistrationOffer', summary: 'Take or decline the place that is offered', input: answerOfferInput, output: registered, run: registrations.answerOffer }),
    endpoint({ method: 'POST', path: `${base}/group`, id: 'registerGroup', summary: 'Register people of the own organization; all of them or none', input: registerGroupInput, output: z.object({ registered: z.array(registered) }), run: registrations.registerGroup }),
    endpoint({ method: 'GET', path: `${base}s`, id: 'listRegistrations', summary: 'Registrations that were sent, filtered', input: listInput, output: z.looseObject({ items: z.array(anything), total: z.number().int(), nextCursor: z.string().nullable() }), run: registrations.list }),
    endpoint({ method: 'GET', path: `${base}s/{registrationId}`, id: 'getRegistration', summary: 'One registration with what its form asked at the time', input: event.extend({ registrationId: rowId }), output: anything, run: registrations.one }),
    endpoint({ method: 'POST', path: `${base}s/decide`, id: 'decideRegistrations', summary: 'Approve, decline with a reason, put in line, or cancel with a reason; `count` restates how many', input: decideInput, output: z.object({ approved: z.number().int(), waitlisted: z.number().int(), declined: z.number().int(), cancelled: z.number().int(), kept: z.number().int(), skipped: z.number().int() }), run: registrations.decide }),
    endpoint({ method: 'GET', path: '/consents', id: 'listConsents', summary: 'What the token\'s owner has agreed to, event by event', input: z.object({}), output: z.object({ items: z.array(anything), nextCursor: z.null() }),
      run: async (actor) => {
        const own = await registrations.ownConsents(actor)
        return own.ok ? { ok: true, value: { items: own.value, nextCursor: null } } : own
      } }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/consents/{purpose}', id: 'setConsent', summary: 'Give a consent or take it back', input: setConsentInput, output: z.unknown(), run: registrations.setConsent }),
  ]
}
