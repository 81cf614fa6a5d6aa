import { z } from 'zod'

const flag = z.enum(['0', '1', 'true', 'false']).transform((word) => word === '1' || word === 'true')

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  /** `demo` is set by `npm run demo` only; `npm start` refuses it. */
  TOUHAI_MODE: z.enum(['normal', 'demo']).default('normal'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Public origin without a path; links in mails are made from it, never from a request's Host header. */
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** At least 32 characters; signs sign-in codes and links. */
  APP_SECRET: z.string().min(32).optional(),
  DATA_DIR: z.string().min(1).default('.data/main'),
  DATABASE_URL: z.string().regex(/^file:/, 'must start with file:').optional(),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must start with redis:// or rediss://').optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://').optional(),
  MAIL_FROM: z.email().default('no-reply@touhai.invalid'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** How many proxies in front set X-Forwarded-For; 0 ignores the header. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Without it everything but paying works. */
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_\w+$/, 'must start with sk_test_, sk_live_, rk_test_ or rk_live_').optional(),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_\w+$/, 'must start with whsec_').optional(),
  /** Another address that speaks Stripe's API; for rehearsals. */
  STRIPE_HOST: z.url({ protocol: /^https?$/ }).optional(),
  DEMO_SIZE: z.enum(['small', 'haidian']).default('small'),
  DEMO_JSON: z.string().min(1).optional(),
  DEMO_ALLOWED: flag.default(false),
})

export type Env = z.infer<typeof schema> & { baseUrl: string; isDemo: boolean; hasMailbox: boolean }

/** The environment was bad: `problems` has one line per variable, each naming it. */
export class BadEnvironment extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The environment is not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.problems = problems
  }
}

/**
 * Checks the environment once, at start. Throws BadEnvironment naming each bad variable; empty values count as absent.
 * Demo mode needs the second variable that only the demo command sets, so that no stray setting can switch it on.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(present)
  if (!parsed.success) {
    throw new BadEnvironment(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  }
  const env = parsed.data
  const problems: string[] = []
  const isDemo = env.TOUHAI_MODE === 'demo'
  if (isDemo && !env.DEMO_ALLOWED) problems.push('TOUHAI_MODE: demo can only be started with npm run demo')
  if (!isDemo && env.NODE_ENV === 'production') {
    if (env.APP_SECRET === undefined) problems.push('APP_SECRET: required in production, at least 32 characters')
    if (env.BASE_URL === undefined) problems.push('BASE_URL: required in production, for example https://touhai.example')
    if (env.SMTP_URL === undefined) problems.push('SMTP_URL: required in production, for example smtps://user:password@mail.example:465')
  }
  if ((env.STRIPE_SECRET_KEY === undefined) !== (env.STRIPE_WEBHOOK_SECRET === undefined)) problems.push('STRIPE_WEBHOOK_SECRET: wanted together with STRIPE_SECRET_KEY, and never alone')
  if (problems.length > 0) throw new BadEnvironment(problems)
  const baseUrl = (env.BASE_URL ?? `http://${env.HOST === '0.0.0.0' ? '127.0.0.1' : env.HOST}:${env.PORT}`).replace(/\/+$/, '')
  return { ...env, baseUrl, isDemo, hasMailbox: isDemo || (env.NODE_ENV !== 'production' && env.SMTP_URL === undefined) }
}
