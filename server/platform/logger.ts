import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

/** Keys whose values never reach a log line, at any of the depths we log. */
const closedKeys = [
  'email', 'toEmail', 'phone', 'code', 'token', 'secret', 'password', 'cookie', 'authorization', 'link', 'html', 'text', 'name', 'nameZh', 'nameEn', 'contact', 'valuation', 'secretKey', 'webhookSecret', 'taxNumber', 'signature',
]

const redactedPaths = [
  ...closedKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
  'req.headers.cookie',
  'req.headers.authorization',
]

/** JSON lines on stdout, or on `stream` in tests; personal data and secrets are replaced by `[closed]`. */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    redact: { paths: redactedPaths, censor: '[closed]' },
    serializers: { err: describeError, error: describeError },
  }
  return stream === undefined ? pino(options) : pino(options, stream)
}

/** Name, code and stack without the message: messages of drivers and parsers quote the data they choked on. */
export function describeError(error: unknown): { type: string; errorCode?: string; stack?: string[] } {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return { type: error.name, ...(typeof code === 'string' && /^[A-Za-z][\w.:-]{0,60}$/.test(code) ? { errorCode: code } : {}), stack: framesOf(error) }
}

/** The stack begins with the message, of which any line may look like a frame; a frame ends with line and column. */
function framesOf({ stack = '', message }: Error): string[] {
  const rest = message === '' ? stack : stack.split(message).at(-1) ?? ''
  return rest.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line)).slice(0, 8).map((line) => line.trim())
}
