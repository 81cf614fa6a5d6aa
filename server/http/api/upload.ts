import { createHash } from 'node:crypto'

import express, { type RequestHandler } from 'express'

/** Room for the parts around a file in a form. */
const aroundBytes = 100_000

class Refused extends Error {
  constructor(readonly status: 400 | 413) {
    super('upload refused')
  }
}

/**
 * Reads one file: `multipart/form-data` with a part `file`, or JSON with `fileName` and `contentBase64`. The body becomes
 * one object with the other fields, `fileName` and `bytes`. Errors have a `status`: 413 too large, 400 unreadable.
 */
export function readUpload(maxBytes: number): RequestHandler[] {
  const asForm = express.raw({ type: 'multipart/form-data', limit: maxBytes + aroundBytes })
  const asJson = express.json({ limit: Math.ceil(maxBytes / 3) * 4 + aroundBytes, strict: true })
  const shape: RequestHandler = (request, response, next) => {
    fieldsOf(request.body as unknown, request.headers['content-type'] ?? '').then((fields) => {
      const { bytes } = fields
      if (bytes instanceof Uint8Array && bytes.length > maxBytes) throw new Refused(413)
      request.body = fields
      // A retry is compared by what it says, not by how its parts were separated.
      response.locals['bodyKey'] = bodyKey(fields)
      next()
    }).catch(next)
  }
  return [asForm, asJson, shape]
}

type Fields = { [name: string]: unknown }

async function fieldsOf(body: unknown, contentType: string): Promise<Fields> {
  if (Buffer.isBuffer(body)) return fieldsOfForm(body, contentType)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const { contentBase64, bytes: _bytes, ...fields } = body as Fields
  return typeof contentBase64 === 'string' ? { ...fields, bytes: bytesOf(contentBase64) } : fields
}

async function fieldsOfForm(body: Buffer, contentType: string): Promise<Fields> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw new Refused(400)
  })
  const texts = [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'bytes')
  const file = form.get('file')
  if (file === null || typeof file === 'string') return Object.fromEntries(texts)
  return { fileName: file.name, ...Object.fromEntries(texts), bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Undefined where the text isn't base64 throughout: `Buffer` would leave the rest out without a word. */
function bytesOf(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  return new Uint8Array(Buffer.from(text, 'base64'))
}

function bodyKey({ bytes, ...texts }: Fields): string {
  const hash = createHash('sha256').update(JSON.stringify(texts))
  return bytes instanceof Uint8Array ? hash.update('\0').update(bytes).digest('hex') : hash.digest('hex')
}
