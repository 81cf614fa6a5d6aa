import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

import WebSocket from 'ws'

import { protocolVersion } from '#server/protocol/version.ts'

/**
 * A process of its own that holds phones, each with its own room open, so that it doesn't burden the server under measure.
 * Speaks Socket.IO's text protocol by hand. argv: url, file of lines `cookie<TAB>room`. Says `ready` when all have joined;
 * answers each line it is sent with `[{ room, seq, scheduled, at }]`: how far each has come, how many meetings it was told of,
 * and when (ms) it heard its last fact.
 */
const [url = '', file = ''] = process.argv.slice(2)
const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`

type Frame = { room: string; facts: { seq: number; name: string }[] }
type Heard = { room: string; seq: number; scheduled: number; at: number }

function open(cookie: string, room: string): { heard: Heard; joined: Promise<void> } {
  const heard: Heard = { room, seq: 0, scheduled: 0, at: 0 }
  const socket = new WebSocket(address, { perMessageDeflate: false, headers: { cookie } })
  const joined = new Promise<void>((done, fail) => {
    socket.on('error', fail)
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.startsWith('0')) socket.send(`40{"version":${protocolVersion}}`)
      else if (text === '2') socket.send('3')
      else if (text.startsWith('40')) socket.send(`421${JSON.stringify(['room:join', { room }])}`)
      else if (text.startsWith('431')) {
        const [reply] = JSON.parse(text.slice(3)) as [{ ok: boolean; value: { seq: number } }]
        if (!reply.ok) return fail(new Error(`the room was refused: ${text}`))
        heard.seq = reply.value.seq
        done()
      } else if (text.startsWith('42["facts"')) {
        const [, frame] = JSON.parse(text.slice(2)) as [string, Frame]
        for (const fact of frame.facts) {
          heard.seq = fact.seq
          if (fact.name === 'meeting:scheduled') heard.scheduled += 1
        }
        heard.at = Date.now()
      }
    })
  })
  return { heard, joined }
}

const phones = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => open(...(line.split('\t') as [string, string])))
await Promise.all(phones.map((phone) => phone.joined))
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'leave') process.exit(0)
  process.stdout.write(`${JSON.stringify(phones.map((phone) => phone.heard))}\n`)
}
