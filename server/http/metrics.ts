import { monitorEventLoopDelay } from 'node:perf_hooks'

import type { RequestHandler } from 'express'

import type { Database, SyncSql } from '#server/platform/db.ts'
import { sameSecret } from '#server/platform/secrets.ts'
import type { Tally } from '#server/platform/tally.ts'

type Parts = { token: string | undefined; db: Database; tally: Tally; sockets: () => number }
type Sample = { labels?: Record<string, string>; value: number }
type Family = { name: string; type: 'gauge' | 'counter'; help: string; samples: Sample[] }

const lagResolutionMs = 20

/**
 * `/metrics` in the text format of Prometheus (0.0.4), for whoever has METRICS_TOKEN as a bearer token; without that
 * variable the page isn't there. Labels come from closed lists: status classes, states, error codes.
 */
export function metrics({ token, db, tally, sockets }: Parts): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next()
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs })
  lag.enable()
  return (request, response) => {
    const given = /^Bearer (\S{1,400})$/.exec(request.headers.authorization ?? '')?.[1]
    response.set('Cache-Control', 'no-store')
    if (given === undefined || !sameSecret(given, token)) return void response.set('WWW-Authenticate', 'Bearer').status(401).type('text/plain').send('')
    const families = [...ofProcess(lag), ...ofDoors(tally, sockets()), ...db.read(ofDatabase)]
    lag.reset()
    response.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(families.map(written).join(''))
  }
}

function ofProcess(lag: ReturnType<typeof monitorEventLoopDelay>): Family[] {
  const { user, system } = process.cpuUsage()
  /** The monitor counts its own pause of one resolution. */
  const late = (nanoseconds: number): number => (Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - lagResolutionMs / 1e3) : 0)
  return [
    { name: 'process_cpu_seconds_total', type: 'counter', help: 'Processor time used by this process.', samples: [{ value: (user + system) / 1e6 }] },
    { name: 'process_resident_memory_bytes', type: 'gauge', help: 'Memory held by this process.', samples: [{ value: process.memoryUsage.rss() }] },
    { name: 'process_uptime_seconds', type: 'gauge', help: 'Time since this process started.', samples: [{ value: process.uptime() }] },
    {
      name: 'touhai_event_loop_lag_seconds', type: 'gauge', help: 'How late the event loop was since it was last asked.',
      samples: [{ labels: { quantile: '0.5' }, value: late(lag.percentile(50)) }, { labels: { quantile: '0.99' }, value: late(lag.percentile(99)) }, { labels: { quantile: '1' }, value: late(lag.max) }],
    },
  ]
}

function ofDoors(tally: Tally, sockets: number): Family[] {
  const counted = (name: string, label: string): Sample[] => tally.of(name).map(([value, count]) => ({ labels: { [label]: value }, value: count }))
  return [
    { name: 'touhai_http_requests_total', type: 'counter', help: 'Requests answered, by class of status.', samples: counted('requests', 'status') },
    { name: 'touhai_changes_total', type: 'counter', help: 'Changes asked for: done, or the code for which they were refused.', samples: counted('changes', 'outcome') },
    { name: 'touhai_sockets_connected', type: 'gauge', help: 'Sockets connected to this process.', samples: [{ value: sockets }] },
  ]
}

const states = {
  Job: ['queued', 'running', 'done', 'dead'],
  MailMessage: ['queued', 'sent', 'failed', 'skipped'],
  MeetingRequest: ['pending', 'accepted', 'declined', 'expired', 'withdrawn', 'countered'],
  Meeting: ['scheduled', 'cancelled'],
} as const

function ofDatabase(sql: SyncSql): Family[] {
  const byState = (table: keyof typeof states): Sample[] => {
    const rows = sql.all<{ state: string; count: number }>(`SELECT "state", COUNT(*) AS "count" FROM "${table}" GROUP BY "state"`)
    return states[table].map((state) => ({ labels: { state }, value: Number(rows.find((row) => row.state === state)?.count ?? 0) }))
  }
  return [
    { name: 'touhai_jobs', type: 'gauge', help: 'Jobs by state.', samples: byState('Job') },
    { name: 'touhai_mails', type: 'gauge', help: 'Mails by state.', samples: byState('MailMessage') },
    { name: 'touhai_requests', type: 'gauge', help: 'Requests for meetings by state.', samples: byState('MeetingRequest') },
    { name: 'touhai_meetings', type: 'gauge', help: 'Meetings by state.', samples: byState('Meeting') },
  ]
}

function written({ name, type, help, samples }: Family): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const named = Object.entries(labels).map(([label, text]) => `${label}="${text}"`).join(',')
    return `${name}${named === '' ? '' : `{${named}}`} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}
