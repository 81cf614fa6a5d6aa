import type { Frame } from './frame.ts'
import { candidatesOf, judge, plainAdvice, raised, type Advice, type AdviceCode, type Candidate } from './rehearsal-advice.ts'
import { liveThrough, throwDice, type DayPlan, type Fate, type Rates } from './rehearsal-day.ts'
import { figuresOf, numbersOf, packedPeople, type DayNumbers, type RehearsalFigures } from './rehearsal-report.ts'

export type RehearsalOptions = { rates: Rates; runs: number; seed: number; slotMinutes: Frame['slotMinutes']; /** Steps of one repair. */ stepBudget?: number }

export type RehearsalReport = { rates: Rates; seed: number; figures: RehearsalFigures; advice: Advice[]; /** Changes that were tried and brought nothing. */ inVain: AdviceCode[]; /** False where it was stopped before all runs and trials were done. */ complete: boolean }

const defaultSteps = 3000
/** Trials of advice go over so many of the same days. */
const mostTrialRuns = 40

/**
 * A draft's day, gone through again and again with people who call off, come late or don't come, each run repaired as the
 * desk would. Runs in small pieces, so that whoever drives it can report and stop. Same plan, seed and rates, same report.
 */
export class Rehearsal {
  done = 0
  private readonly plan: DayPlan
  private readonly options: RehearsalOptions
  private readonly packed: ReadonlySet<string>
  private readonly days: DayNumbers[] = []
  private candidates: Candidate[] | null = null
  private readonly advice: Advice[] = []
  private readonly inVain: AdviceCode[] = []
  private trial: DayNumbers[] = []
  private tried = 0

  constructor(plan: DayPlan, options: RehearsalOptions) {
    this.plan = plan
    this.options = options
    this.packed = packedPeople(plan)
  }

  get total(): number {
    return this.options.runs + (this.candidates?.length ?? 0) * this.trialRuns()
  }

  /** Lives through one day; false once everything was tried. */
  advance(): boolean {
    if (this.days.length < this.options.runs) this.days.push(this.live(this.plan, this.days.length, null))
    else if (!this.tryNext()) return false
    this.done += 1
    return true
  }

  report(): RehearsalReport {
    const { rates, seed, runs, slotMinutes } = this.options
    const figures = figuresOf(this.plan, this.days, this.packed, slotMinutes)
    const complete = this.days.length === runs && this.candidates !== null && this.tried >= this.candidates.length
    const advice = [...this.advice, ...plainAdvice(figures)]
    return { rates, seed, figures, advice: advice.length === 0 && complete ? [{ code: 'sound', params: {} }] : advice, inVain: [...this.inVain], complete }
  }

  private trialRuns(): number {
    return Math.min(this.options.runs, mostTrialRuns)
  }

  private tryNext(): boolean {
    this.candidates ??= candidatesOf(this.plan, figuresOf(this.plan, this.days, this.packed, this.options.slotMinutes))
    const candidate = this.candidates[this.tried]
    if (candidate === undefined) return false
    const { caps } = candidate.trial
    const plan = caps ? { ...this.plan, problem: raised(this.plan.problem, caps) } : this.plan
    this.trial.push(this.live(plan, this.trial.length, candidate))
    if (this.trial.length < this.trialRuns()) return true
    const advice = judge(candidate, this.days, this.trial)
    if (advice === null) this.inVain.push(candidate.code)
    else this.advice.push(advice)
    this.trial = []
    this.tried += 1
    return true
  }

  private live(plan: DayPlan, run: number, candidate: Candidate | null): DayNumbers {
    const { rates, seed, stepBudget = defaultSteps } = this.options
    const fate = earlier(throwDice(this.plan.problem, rates, seed, run), candidate?.trial.earlier ?? 0)
    const tables = candidate?.trial.tables
    return numbersOf(plan, liveThrough(plan, fate, { seed: seed + run, stepBudget, ...(tables ? { tables } : {}) }), this.packed)
  }
}

function earlier(fate: Fate, slots: number): Fate {
  if (slots === 0) return fate
  return { ...fate, lateBy: new Map([...fate.lateBy].flatMap(([person, by]) => (by > slots ? [[person, by - slots] as const] : []))) }
}
