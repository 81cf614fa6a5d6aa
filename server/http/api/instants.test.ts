import { expect, test } from 'vitest'
import { z } from 'zod'

import { createStageApi } from '#server/features/stage/api.ts'

import { presentInstants, presentSchema } from './instants.ts'

const stretch = { startsAt: 1_796_180_400_000, endsAt: 1_796_181_600_000, fromMs: 1_796_180_400_000, untilMs: 1_796_181_000_000 }

test('every instant leaves as RFC 3339, and so its field is described', () => {
  expect(presentInstants({ items: [{ ...stretch, untilMs: null, lateMs: 300_000 }] })).toEqual({
    items: [{ startsAt: '2026-12-02T03:00:00Z', endsAt: '2026-12-02T03:20:00Z', from: '2026-12-02T03:00:00Z', until: null, lateMs: 300_000 }],
  })
  const described = presentSchema({ type: 'object', properties: { fromMs: { type: 'integer' }, lateMs: { type: 'integer' } }, required: ['fromMs', 'lateMs'] })
  expect(described).toEqual({ type: 'object', properties: { from: { type: ['string', 'null'], format: 'date-time' }, lateMs: { type: 'integer' } }, required: ['from', 'lateMs'] })
})

test('the meetings in the way of a late stage are described with four instants and no number', () => {
  const clashes = createStageApi({} as Parameters<typeof createStageApi>[0]).find((one) => one.id === 'listStageClashes')
  const described = presentSchema(z.toJSONSchema(clashes?.output ?? z.never()) as Parameters<typeof presentSchema>[0])
  const fields = described.properties?.['items']?.items?.properties ?? {}
  const instants = Object.keys(fields).filter((name) => fields[name]?.['format'] === 'date-time')
  expect(instants).toEqual(['startsAt', 'endsAt', 'from', 'until'])
  expect(Object.values(fields).filter((field) => field['type'] === 'integer')).toEqual([])
})
