import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'
import { z } from 'zod'

import { agendaSnapshot } from './agenda.ts'
import { audienceSnapshot, moderationSnapshot } from './audience.ts'
import { orderPayloads } from './client-to-server.ts'
import { doorSnapshot } from './door.ts'
import { ownPitch, pitchingSnapshot } from './pitching.ts'
import { factPayloads, notices } from './server-to-client.ts'
import { crewSnapshot, stageSnapshot } from './stage.ts'
import { protocolVersion } from './version.ts'

/** Everything that crosses the wire, as JSON Schema; a different text is a different contract. */
function fingerprint(): string {
  const schemas = { orders: orderPayloads, facts: factPayloads, notices, snapshot: { agenda: agendaSnapshot, stage: stageSnapshot, crew: crewSnapshot, audience: audienceSnapshot, moderation: moderationSnapshot, pitching: pitchingSnapshot, pitch: ownPitch, door: doorSnapshot } }
  const text = Object.entries(schemas).flatMap(([kind, group]) => Object.entries(group).map(([name, schema]) => `${kind} ${name} ${JSON.stringify(z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' }))}`))
  return createHash('sha256').update(text.sort().join('\n')).digest('hex').slice(0, 16)
}

/** Fingerprint of each version, so that a client of one version never meets the payloads of another. */
const known: Record<number, string> = { 1: '26226cf1b15c6f64', 2: '34ebd5d54446a060', 3: '5c94df2e49e4cbd9', 4: 'fcd1fc75634e5f50', 5: '83cf3e30219387bf', 6: '4e4be6a6b78474b2' }

test('the wire is what its version says', () => {
  const message = `the schemas of the wire have changed: bump protocolVersion in server/protocol/version.ts, say there what changed, and enter the new fingerprint ${fingerprint()} here`
  expect(known[protocolVersion], message).toBe(fingerprint())
})
