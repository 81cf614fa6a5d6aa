import { Agent, request as ask } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startTestServer, type TestServer } from '#tests/setup/server.ts'

let server: TestServer
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

beforeAll(async () => {
  server = await startTestServer({ pages: 'built' })
})

afterAll(async () => {
  agent.destroy()
  await server.dispose()
})

function send(method: string, path: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { origin: server.url, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
    const sent = ask(`${server.url}${path}`, { method, agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('a form that is answered before it has been read holds up nothing behind it on the same connection', async () => {
  const long = `name=${'x'.repeat(2_000_000)}`
  for (const path of ['/sign-out', '/preferences', '/account', '/sign-in']) {
    const started = performance.now()
    const first = await send('POST', path, long)
    expect(first).toBeLessThan(500)
    expect(await send('GET', '/healthz', '')).toBe(200)
    expect(performance.now() - started).toBeLessThan(4_000)
  }
})

test('a body larger than anybody would read is refused by its length', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const sent = ask(`${server.url}/sign-in`, { method: 'POST', headers: { origin: server.url, 'content-length': 100_000_000 } }, (response) => resolve(response.statusCode ?? 0))
    sent.on('error', reject)
    sent.flushHeaders()
  })
  expect(status).toBe(413)
})

test('a body that doesn’t say how long it will be is refused by every page, before any of it is kept', async () => {
  for (const path of ['/sign-in', '/events/none/pitch', '/organize/none/people/import']) {
    const status = await new Promise<number>((resolve, reject) => {
      const sent = ask(`${server.url}${path}`, { method: 'POST', headers: { origin: server.url, 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' } }, (response) => resolve(response.statusCode ?? 0))
      sent.on('error', reject)
      sent.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n')
    })
    expect([path, status]).toEqual([path, 411])
  }
})
