import { parentPort, workerData } from 'node:worker_threads'

import { XMLParser } from 'fast-xml-parser'

import { readFrab } from '#server/domain/programme/frab-read.ts'
import { readPretalxJson } from '#server/domain/programme/pretalx-read.ts'
import { scheduleLimits } from '#server/domain/programme/schedule.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'

import type { ReadSchedule, ScheduleTask } from './schedule-file.ts'

const unsafe = err('programme.unsafe_schedule')
const unknown = err('programme.not_a_schedule')

/** A declared document type or entity has no place in a schedule; text that speaks of one has its `<` escaped or is CDATA. */
const declaration = /<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i
const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/g

function readXml(text: string, zone: string): Result<ReadSchedule> {
  if (declaration.test(text.replace(cdata, ''))) return unsafe
  if (depthOf(text.replace(cdata, '')) > scheduleLimits.depth) return unsafe
  // Values stay text, so that a title of digits is no number; a file can declare no entities of its own (above).
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, parseAttributeValue: false, trimValues: true, processEntities: true, htmlEntities: true, maxNestedTags: scheduleLimits.depth })
  const read = readFrab(parser.parse(text, true), zone)
  return read.ok ? ok({ format: 'frab', schedule: read.value }) : read
}

/** Deepest nesting, counted before anything is built. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [tag] of text.matchAll(/<[/a-z_][^<>]*>/gi)) {
    if (tag[1] === '/') depth -= 1
    else if (!tag.endsWith('/>')) deepest = Math.max(deepest, (depth += 1))
    if (deepest > scheduleLimits.depth) break
  }
  return deepest
}

/** Deepest nesting of a JSON text, outside of its strings. */
function jsonDepthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1))
    else if (sign === '}' || sign === ']') depth -= 1
    if (deepest > scheduleLimits.depth) break
  }
  return deepest
}

function readJson(text: string, zone: string): Result<ReadSchedule> {
  if (jsonDepthOf(text) > scheduleLimits.depth) return unsafe
  const read = readPretalxJson(JSON.parse(text), zone)
  return read.ok ? ok({ format: 'pretalx', schedule: read.value }) : read
}

function read({ bytes, zone }: ScheduleTask): Result<ReadSchedule> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, '').trimStart()
    if (text.startsWith('<')) return readXml(text, zone)
    return text.startsWith('{') ? readJson(text, zone) : unknown
  } catch {
    // Not UTF-8, not well formed.
    return unknown
  }
}

parentPort?.postMessage(read(workerData as ScheduleTask))
