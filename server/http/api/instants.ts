import { rfc3339 } from '#server/domain/shared/time.ts'

/** Fields that hold an instant (ms) inside the product and RFC 3339 outside. `…Ms` loses its ending on the way out. */
const instantFields = new Set(['startsAt', 'endsAt', 'createdAt', 'answeredAt', 'expiresAt', 'at', 'startsAtMs', 'endsAtMs', 'releasedAt', 'updatedAt', 'reviewedAt', 'appliedAt', 'undoneAt', 'fromMs', 'untilMs'])

const outName = (name: string): string => (instantFields.has(name) ? name.replace(/Ms$/, '') : name)

/** What a command answered, with every instant as RFC 3339 in UTC. */
export function presentInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(presentInstants)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [outName(name), instantFields.has(name) && typeof inner === 'number' ? rfc3339(inner) : presentInstants(inner)]),
  )
}

type Schema = { [key: string]: unknown; properties?: Record<string, Schema>; items?: Schema; required?: string[]; anyOf?: Schema[]; oneOf?: Schema[] }

/** The JSON Schema of an answer, changed in the same way. */
export function presentSchema(schema: Schema): Schema {
  const changed: Schema = { ...schema }
  if (schema.properties) {
    changed.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [outName(name), instantFields.has(name) ? { type: ['string', 'null'], format: 'date-time' } : presentSchema(inner)]),
    )
    if (schema.required) changed.required = schema.required.map(outName)
  }
  if (schema.items) changed.items = presentSchema(schema.items)
  if (schema.anyOf) changed.anyOf = schema.anyOf.map(presentSchema)
  if (schema.oneOf) changed.oneOf = schema.oneOf.map(presentSchema)
  return changed
}
