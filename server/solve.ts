import { readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'

import { betterBounded, boundedPlan } from '#server/domain/scheduling/bounds/bounded-plan.ts'
import { checkChange } from '#server/domain/scheduling/check-change.ts'
import { checkPlacements, checkProblem } from '#server/domain/scheduling/check-problem.ts'
import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { provableProblem } from '#server/domain/scheduling/proof/provable.ts'
import { repairPlan } from '#server/domain/scheduling/repair.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { startBounding } from '#server/platform/bounder.ts'
import { lead, seriousFaults, type SolveLimit } from '#server/platform/lanes.ts'
import { provePlan } from '#server/platform/prover.ts'
import errorSentences from '#server/i18n/locales/en/errors.json'

const usage = 'usage: npm run --silent solve -- [--seconds S] [--seed N] [--steps N] [--prove] [--from plan.json --change change.json] problem.json'
const exitCodes = { found: 0, failed: 1, badInput: 2, infeasible: 3 }
const defaultSeconds = 10
/** With --prove: for all of it, and for the search that comes before the proof. */
const proveSeconds = 60
const searchSeconds = 1
/** With less time than this to search, none is spent on the bound. */
const leastSecondsForBound = 0.5
const largestFileBytes = 256 * 1024 * 1024

/** Input that somebody has to mend: one line on stderr and exit code 2. */
class BadInput extends Error {}

function readJson(file: string): unknown {
  let text: string
  try {
    if (statSync(file).size > largestFileBytes) throw new BadInput(`${file}: $: larger than ${largestFileBytes} bytes`)
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new BadInput(`${file}: $: not JSON (${(error as Error).message.split('\n')[0]!.slice(0, 120)})`)
  }
}

function sentence(code: string, params: Record<string, string | number> = {}): string {
  const found = code.split('.').reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], errorSentences)
  return typeof found === 'string' ? found.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(params[key] ?? '')) : code
}

function accepted<T>(file: string, result: Result<T>): T {
  if (result.ok) return result.value
  const [first] = result.error.fields ?? []
  if (!first) throw new BadInput(`${file}: ${sentence(result.error.code)}`)
  const line = `${file}: ${first.path}: ${sentence(first.code, first.params)} [${first.code}]`
  throw new BadInput([...line].filter((character) => character >= ' ').join(''))
}

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new BadInput(`--${name}: a whole number from ${least} is expected. ${usage}`)
  return value
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0 && value <= 86_400)) throw new BadInput(`--seconds: a number above 0, at most 86400, is expected. ${usage}`)
  return value
}

function readArguments() {
  try {
    const text = { type: 'string' } as const
    const options = { seconds: text, seed: text, steps: text, from: text, change: text, prove: { type: 'boolean' } as const }
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new BadInput(`${(error as Error).message.split('\n')[0]} ${usage}`)
  }
}

/** A plan that breaks a rule is a defect of the engine: it is not printed. Rules an unfinished plan may break are let pass. */
function assertSound(problem: TimetableProblem, plan: TimetablePlan): void {
  const serious = seriousFaults(problem, plan)
  if (serious.length > 0) throw new Error(`the plan breaks ${serious.length} rules, first: ${JSON.stringify(serious[0])}`)
}

/** Where plan and bound contradict each other one of them is wrong: a defect of the engine as well. */
function uncontradicted(plan: TimetablePlan | null): TimetablePlan {
  if (plan === null) throw new Error('the bound on breaks contradicts the plan')
  return plan
}

type SearchOptions = { seed: number; stepBudget: number | undefined; seconds: number | undefined }

function searched(problem: TimetableProblem, { seed, stepBudget, seconds: given }: SearchOptions): TimetablePlan {
  const limit: SolveLimit = stepBudget === undefined ? { seconds: given ?? defaultSeconds } : { steps: stepBudget }
  const plan = lead(problem, { seed, limit, two: stepBudget !== undefined || availableParallelism() > 1 })
  return 'seconds' in limit && limit.seconds < leastSecondsForBound ? plan : uncontradicted(boundedPlan(problem, plan))
}

/** A longer search while another thread counts the breaks that the weight of the first plan forces on all that weigh as much. */
async function forced(problem: TimetableProblem, first: TimetablePlan, options: SearchOptions): Promise<TimetablePlan> {
  const fromMs = performance.now()
  const bounding = startBounding(problem, first)
  const again = searched(problem, options)
  const known = uncontradicted(await bounding.finish())
  const seconds = Math.round(performance.now() - fromMs + first.seconds * 1000) / 1000
  return { ...uncontradicted(betterBounded(problem, again, known)), seconds }
}

/** A short search, then the proof; where meetings may be left out, a longer search beside the bound on breaks. */
async function proved(problem: TimetableProblem, options: SearchOptions): Promise<TimetablePlan> {
  const total = options.seconds ?? proveSeconds
  const first = searched(problem, { ...options, seconds: Math.min(searchSeconds, total / 4) })
  if (first.status === 'optimal' || first.status === 'infeasible') return first
  const rest = Math.max(0.1, total - first.seconds)
  const provable = provableProblem(problem, first)
  if (provable === null) return forced(problem, first, { ...options, seconds: rest })
  return provePlan(provable, first, { seconds: rest, seed: options.seed })
}

async function answer(): Promise<{ problem: TimetableProblem; plan: TimetablePlan }> {
  const { values, positionals } = readArguments()
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new BadInput(usage)
  if ((values.from === undefined) !== (values.change === undefined)) throw new BadInput(`--from and --change belong together. ${usage}`)
  const seed = wholeNumber('seed', values.seed, 0) ?? 1
  const stepBudget = wholeNumber('steps', values.steps, 1)
  const given = seconds(values.seconds)
  const problem = accepted(file, checkProblem(readJson(file)))
  if (values.from === undefined || values.change === undefined) {
    const options = { seed, stepBudget, seconds: given }
    return { problem, plan: values.prove ? await proved(problem, options) : searched(problem, options) }
  }
  const placed = accepted(values.from, checkPlacements(readJson(values.from), problem))
  const repair = accepted(values.change, checkChange(readJson(values.change), problem))
  const deadlineMs = (given ?? 0.15) * 1000
  return repairPlan(problem, placed, repair, { seed, now: () => performance.now(), ...(stepBudget ? { stepBudget } : { deadlineMs }) })
}

try {
  const { problem, plan } = await answer()
  assertSound(problem, plan)
  process.stdout.write(`${JSON.stringify(plan)}\n`)
  process.exitCode = plan.status === 'infeasible' ? exitCodes.infeasible : exitCodes.found
} catch (error) {
  process.stderr.write(`${error instanceof BadInput ? error.message : (error as Error).stack}\n`)
  process.exitCode = error instanceof BadInput ? exitCodes.badInput : exitCodes.failed
}
