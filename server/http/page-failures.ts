import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type ServerBuild } from '@remix-run/node'

import { errorStatus, type ErrorCode } from '#server/domain/shared/error-codes.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { isDatabaseUnavailable } from '#server/platform/database-errors.ts'
import { describeError, type Logger } from '#server/platform/logger.ts'

import type { LoadContext } from './load-context.ts'

/** Seconds after which somebody who met an outage may ask again. */
export const retryAfterSeconds = 5

type Routes = ServerBuild['routes']
type RouteModule = NonNullable<Routes[string]>['module']
type Args = LoaderFunctionArgs | ActionFunctionArgs
type Parts = { logger: Pick<Logger, 'warn'> }

/**
 * Puts one catch around every loader and action. An outage of the database becomes 503 with how long to wait, a body that
 * is no form 400, any other error 500 with the reference under which the log knows it. Redirects and refusals pass.
 */
export function answerFailures(build: ServerBuild, parts: Parts): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => [id, route && { ...route, module: guarded(id, route.module, parts) }])
  return { ...build, routes: Object.fromEntries(routes) as Routes }
}

function guarded(id: string, module: RouteModule, parts: Parts): RouteModule {
  const { loader, action } = module
  return {
    ...module,
    ...(loader && { loader: async (args: LoaderFunctionArgs) => attempt(args, (given) => loader(given), { ...parts, answer: throwAnswer, runsInOutage: id === 'root' }) }),
    ...(action && { action: async (args: ActionFunctionArgs) => attempt(withForm(args), (given) => action(given), { ...parts, answer: module.default ? returnAnswer : throwAnswer, runsInOutage: false }) }),
  } as RouteModule
}

type Failure = { code: ErrorCode; message: string; reference: string }
type Answer = (failure: Failure, init: { status: number }) => unknown

/** A page that can't be shown gives way to the error page; a resource answers with the same as JSON. */
const throwAnswer: Answer = (failure, init) => {
  throw new Response(JSON.stringify(failure), { ...init, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } })
}

/** A form that can't be taken stays on the page with what was typed into it. */
const returnAnswer: Answer = ({ code, message }, init) => data({ ok: false, error: { code, message, fields: {} } }, init)

async function attempt<Given extends Args>(args: Given, run: (args: Given) => unknown, options: Parts & { answer: Answer; runsInOutage: boolean }): Promise<unknown> {
  const context = args.context as unknown as LoadContext
  try {
    if (context.outage !== null && !options.runsInOutage) throw context.outage
    return await run(args)
  } catch (error) {
    if (!(error instanceof Error) || args.request.signal.aborted) throw error
    const code = error instanceof NoForm ? 'input.malformed' : isDatabaseUnavailable(error) ? 'service.unavailable' : 'service.internal'
    const reference = context.requestId
    if (code === 'service.internal') context.report(error)
    if (code === 'service.unavailable') {
      options.logger.warn({ requestId: reference, type: describeError(error).type }, 'database unavailable')
      context.retryAfter(retryAfterSeconds)
    }
    const message = translator(context.locale)(`errors:${code}`, { reference })
    return options.answer({ code, message, reference }, { status: errorStatus[code] })
  }
}

/** The body was no form, although a form was asked for. */
class NoForm extends Error {
  override readonly name = 'NoForm'
}

/** Node says `TypeError` for a body that is no form; here it gets a name, so that no route has to think of it. */
function withForm(args: ActionFunctionArgs): ActionFunctionArgs {
  const { request } = args
  const read = request.formData.bind(request)
  Object.defineProperty(request, 'formData', {
    value: () => read().catch((error: unknown) => {
      throw request.signal.aborted ? error : new NoForm('not a form', { cause: error })
    }),
  })
  return args
}
