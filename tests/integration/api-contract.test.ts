import { afterAll, beforeAll, expect, test } from 'vitest'

import { seedDemo } from '#server/demo.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const ids = createIds()
let server: TestServer
let db: Database
let eventId: string
let organizerToken: string
let elsewhereToken: string

async function tokenOf(personId: string, onlyEventId: string | null): Promise<string> {
  const token = ids.newSecret()
  await db.client.apiToken.create({ data: { id: ids.newId(), hash: hashSecret(token), personId, name: 'test', eventId: onlyEventId, scopes: ['read', 'write', 'organize'], createdAt: new Date() } })
  return token
}

beforeAll(async () => {
  server = await startTestServer()
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  await seedDemo({ db, clock: systemClock, ids, size: 'small' })
  eventId = (await db.client.event.findFirstOrThrow({ where: { phase: 'requests_open' } })).id
  const elsewhere = await db.client.event.findFirstOrThrow({ where: { id: { not: eventId } } })
  const organizer = await db.client.eventRole.findFirstOrThrow({ where: { eventId, role: 'organizer' } })
  organizerToken = await tokenOf(organizer.personId, null)
  elsewhereToken = await tokenOf(organizer.personId, elsewhere.id)
})

afterAll(async () => {
  await db.close()
  await server.dispose()
})

type Schema = { [key: string]: unknown }
type Operation = { operationId: string; summary: string; parameters: { name: string; in: string; required: boolean; schema: Schema }[]; requestBody?: { content: Record<string, { schema: Schema }> }; responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }> }
type Description = { openapi: string; info: Schema; servers: { url: string }[]; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; securitySchemes: Schema } }

async function describe(): Promise<Description> {
  return (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as Description
}

/** Every `$ref` of a document, with where it stands. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner)))
}

function resolves(description: unknown, ref: string): boolean {
  if (!ref.startsWith('#/')) return false
  return ref.slice(2).split('/').reduce<unknown>((at, part) => (at as Schema | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], description) !== undefined
}

/** What is wrong with a schema by JSON Schema 2020-12, as far as this document uses it. */
function schemaFaults(schema: unknown, at: string): string[] {
  if (typeof schema === 'boolean') return []
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [`${at} is no schema`]
  const { type, required, properties, items, $schema } = schema as Schema
  const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
  const named = [type].flat().filter((one) => one !== undefined)
  const nested = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => ((schema as Schema)[key] as unknown[] | undefined)?.flatMap((inner, index) => schemaFaults(inner, `${at}/${key}/${index}`)) ?? [])
  return [
    ...(named.every((one) => types.includes(String(one))) ? [] : [`${at} has an unknown type`]),
    ...($schema === undefined ? [] : [`${at} names a dialect of its own`]),
    ...((required as string[] | undefined) ?? []).filter((name) => properties !== undefined && !Object.hasOwn(properties as Schema, name)).map((name) => `${at} requires ${name}, which it has not`),
    ...Object.entries((properties ?? {}) as Schema).flatMap(([name, inner]) => schemaFaults(inner, `${at}/${name}`)),
    ...(items === undefined ? [] : schemaFaults(items, `${at}/items`)),
    ...nested,
  ]
}

test('the description is a sound OpenAPI 3.1 document', async () => {
  const description = await describe()
  expect(description).toMatchObject({ openapi: '3.1.0', info: { title: 'Touhai', version: expect.any(String) as string }, servers: [{ url: `${server.url}/api/v1` }], components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } })
  const operations = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
  const seen = operations.map(({ operation }) => operation.operationId)
  expect(seen).toEqual([...new Set(seen)])
  expect(seen.length).toBe(server.app.endpoints.length)
  const faults = operations.flatMap(({ path, method, operation }) => {
    const at = `${method} ${path}`
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
    const declared = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)
    const content = [operation.requestBody?.content ?? {}, ...Object.values(operation.responses).map((one) => one.content)]
    return [
      ...(JSON.stringify(named) === JSON.stringify(declared) ? [] : [`${at}: path parameters`]),
      ...(operation.parameters.every((one) => one.in !== 'path' || one.required) ? [] : [`${at}: an optional path parameter`]),
      ...(new Set(operation.parameters.map((one) => `${one.in} ${one.name}`)).size === operation.parameters.length ? [] : [`${at}: a parameter twice`]),
      ...(['get', 'delete'].includes(method) && operation.requestBody !== undefined ? [`${at}: a body`] : []),
      ...(operation.summary === '' || !/^[\w.-]+$/.test(operation.operationId) ? [`${at}: names`] : []),
      ...operation.parameters.flatMap((one) => schemaFaults(one.schema, `${at} ${one.name}`)),
      ...content.flatMap((types) => Object.entries(types).flatMap(([type, { schema }]) => schemaFaults(schema, `${at} ${type}`))),
    ]
  })
  expect(faults).toEqual([])
  expect(refsIn(description).filter((ref) => !resolves(description, ref))).toEqual([])
})

test('every path parameter is one that the call checks', () => {
  const unchecked = server.app.endpoints.filter((call) => {
    const filled = fill(call, () => 'not an id')
    const parsed = call.input.safeParse(filled)
    return Object.keys(filled).length > 0 && parsed.success
  })
  expect(unchecked.map((call) => call.id)).toEqual([])
})

const namesIn = (call: Endpoint): string[] => [...call.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')

function fill(call: Endpoint, value: (name: string) => string): Record<string, string> {
  return Object.fromEntries(namesIn(call).map((name) => [name, value(name)]))
}

/** The event is the real one; everything else has an id that nothing has. */
function pathOf(call: Endpoint): string {
  const filled = fill(call, (name) => (name === 'eventId' ? eventId : name === 'kind' ? 'thesis' : ids.newId()))
  return call.path.replaceAll(/\{(\w+)\}/g, (_found, name: string) => filled[name] ?? '')
}

async function ask(call: Endpoint, token: string | null, body: unknown = {}): Promise<{ status: number; type: string; code: string | undefined }> {
  const hasBody = call.method !== 'GET' && call.method !== 'DELETE'
  const response = await fetch(`${server.url}/api/v1${pathOf(call)}`, {
    method: call.method,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  })
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const text = await response.text()
  return { status: response.status, type, code: type.endsWith('json') ? (JSON.parse(text) as { code?: string } | null)?.code : undefined }
}

test('no call is answered without a token', async () => {
  for (const call of server.app.endpoints) {
    expect({ call: call.id, ...(await ask(call, null)) }).toEqual({ call: call.id, status: 401, type: 'application/problem+json', code: 'auth.required' })
  }
})

test('an empty body is refused field by field wherever something is required', async () => {
  const description = await describe()
  const wants = server.app.endpoints.filter((call) => {
    const content = description.paths[call.path]?.[call.method.toLowerCase()]?.requestBody?.content['application/json']
    const shapes = [content?.schema, ...((content?.schema['oneOf'] as Schema[] | undefined) ?? [])]
    return shapes.some((shape) => ((shape?.['required'] as string[] | undefined) ?? []).length > 0)
  })
  expect(wants.length).toBeGreaterThan(25)
  for (const call of wants) {
    expect({ call: call.id, ...(await ask(call, organizerToken)) }).toEqual({ call: call.id, status: 422, type: 'application/problem+json', code: 'input.invalid' })
  }
})

/** Something for each required field, so that the answer is about who asks and not about what was sent. */
function sampleOf(schema: Schema | undefined): unknown {
  if (schema === undefined) return ids.newId()
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[])[0]
  const choices = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined
  if (choices) return sampleOf(choices.find((one) => one['type'] !== 'null'))
  if (schema['type'] === 'object') {
    const properties = schema['properties'] as Record<string, Schema> | undefined
    return Object.fromEntries(((schema['required'] as string[] | undefined) ?? []).map((name) => [name, sampleOf(properties?.[name])]))
  }
  if (schema['type'] === 'array') return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sampleOf(schema['items'] as Schema))
  if (schema['type'] === 'number' || schema['type'] === 'integer') return 1
  if (schema['type'] === 'boolean') return true
  return ids.newId()
}

test('a token of another event is told nothing and changes nothing', async () => {
  const description = await describe()
  const before = await db.client.auditEntry.count()
  const inEvents = server.app.endpoints.filter((call) => call.path.includes('{eventId}'))
  expect(inEvents.length).toBeGreaterThan(30)
  const leaks: unknown[] = []
  for (const call of inEvents) {
    const content = description.paths[call.path]?.[call.method.toLowerCase()]?.requestBody?.content['application/json']
    const answer = await ask(call, elsewhereToken, content === undefined ? {} : sampleOf(content.schema))
    // 422 says only that the sample was no good: the call had not looked at the event yet.
    if (![403, 404, 422].includes(answer.status)) leaks.push({ call: call.id, ...answer })
  }
  expect(leaks).toEqual([])
  expect(await db.client.auditEntry.count()).toBe(before)
})
