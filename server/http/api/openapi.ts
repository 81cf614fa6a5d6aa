import { z } from 'zod'

import { errorStatus } from '#server/domain/shared/error-codes.ts'

import type { Endpoint } from './endpoint.ts'
import { presentSchema } from './instants.ts'

type Schema = Parameters<typeof presentSchema>[0]

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'A sentence in the language of Accept-Language' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorStatus) },
    fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } } },
    detail: { description: 'Help that a program can use, for example three alternative times' },
  },
}

/** The OpenAPI 3.1 description of all calls, made from the very schemas that check them. */
export function openApiDocument(endpoints: readonly Endpoint[], baseUrl: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const call of endpoints) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operation(call) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Touhai', version: '1', description: 'Investor-matchmaking events: set-up, directory, requests, meetings, timetable. Instants are RFC 3339 with an offset; money is integer minor units with an ISO 4217 code.' },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas: { Problem: problem } },
    paths,
  }
}

function operation(call: Endpoint): unknown {
  const input = z.toJSONSchema(call.input, { io: 'input', unrepresentable: 'any' }) as Schema
  const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
  const others = Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name))
  const required = new Set(input.required ?? [])
  const parameter = (name: string, place: 'path' | 'query'): unknown => ({ name, in: place, required: place === 'path' || required.has(name), schema: input.properties?.[name] ?? { type: 'string' } })
  const inQuery = call.method === 'GET' || call.method === 'DELETE'
  const body = inQuery ? null : bodyOf(call, input, inPath)
  return {
    operationId: call.id,
    summary: call.summary,
    parameters: [
      ...inPath.map((name) => parameter(name, 'path')),
      ...(inQuery ? others.map((name) => parameter(name, 'query')) : []),
      ...(call.method !== 'GET' ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }] : []),
    ],
    ...(body === null ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      [call.status ?? 200]: { description: 'Done', content: answerOf(call) },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

/** A schema without the names that the path carries; one of several shapes stays one of them. */
function without(schema: Schema, names: readonly string[]): Schema {
  const { $schema: _dialect, ...own } = schema
  if (own.oneOf) return { ...own, oneOf: own.oneOf.map((inner) => without(inner, names)) }
  if (own.anyOf) return { ...own, anyOf: own.anyOf.map((inner) => without(inner, names)) }
  const properties = Object.fromEntries(Object.entries(own.properties ?? {}).filter(([name]) => !names.includes(name)))
  return { ...own, properties, required: (own.required ?? []).filter((name) => !names.includes(name)) }
}

/** Media types and schemas of a call's body; null where it has none. */
function bodyOf(call: Endpoint, input: Schema, inPath: readonly string[]): Record<string, unknown> | null {
  const schema = without(input, call.uploadBytes === undefined ? inPath : [...inPath, 'bytes', 'fileName'])
  if (call.uploadBytes === undefined) return !schema.oneOf && !schema.anyOf && Object.keys(schema.properties ?? {}).length === 0 ? null : { 'application/json': { schema } }
  const named = (more: Record<string, unknown>, required: string[]): unknown => ({ schema: { ...schema, properties: { ...schema.properties, fileName: { type: 'string' }, ...more }, required: [...(schema.required ?? []), ...required] } })
  return {
    'multipart/form-data': named({ file: { type: 'string', contentMediaType: 'application/octet-stream' } }, ['file']),
    'application/json': named({ contentBase64: { type: 'string', contentEncoding: 'base64' } }, ['fileName', 'contentBase64']),
  }
}

function answerOf(call: Endpoint): Record<string, unknown> {
  if (call.fileTypes) return Object.fromEntries(call.fileTypes.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]))
  const { $schema: _dialect, ...schema } = presentSchema(z.toJSONSchema(call.output, { unrepresentable: 'any' }) as Schema)
  return { 'application/json': { schema } }
}
