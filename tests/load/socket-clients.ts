import WebSocket from 'ws'

import { protocolVersion } from '#server/protocol/version.ts'

/**
 * A process of its own that holds many clients, so that they don't burden the server under measure.
 * argv: url, count, kind (`touhai` speaks Socket.IO's text protocol by hand, `bare` plain WebSocket), room, frames expected.
 * Prints `ready`, then `done <frames received>` when that many have come.
 */
const [url = '', count = '0', kind = 'bare', room = '', expected = '0'] = process.argv.slice(2)
let frames = 0
const sockets: WebSocket[] = []

function hear(): void {
  frames += 1
  if (frames === Number(expected)) process.stdout.write(`done ${frames}\n`)
}

function openTouhai(): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.startsWith('0')) socket.send(`40{"version":${protocolVersion}}`)
      else if (text === '2') socket.send('3')
      else if (text.startsWith('40')) socket.send(`420["room:join",${JSON.stringify({ room })}]`)
      else if (text.startsWith('430')) resolve(socket)
      else if (text.startsWith('42["facts"')) hear()
    })
  })
}

function openBare(): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('open', () => resolve(socket))
    socket.on('message', hear)
  })
}

const atOnce = 100
for (let opened = 0; opened < Number(count); opened += atOnce) {
  const batch = Math.min(atOnce, Number(count) - opened)
  sockets.push(...(await Promise.all(Array.from({ length: batch }, kind === 'touhai' ? openTouhai : openBare))))
}
process.stdout.write('ready\n')
