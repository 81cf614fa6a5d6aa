import { parseArgs } from 'node:util'

import { build } from './build.mjs'
import { choosePort, demoEnv, demoFolder, demoSizes, fromCaller, prepareDataFolder, serverArgs } from './demo-server.mjs'
import { main, run, Stop } from './run-command.mjs'
import { setup } from './setup.mjs'

const usage = `npm run demo -- [--port N] [--host H] [--size small|haidian] [--data DIR] [--json FILE] [--reset]`

function readWords(words) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        size: { type: 'string', default: 'small' },
        data: { type: 'string' },
        json: { type: 'string' },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`)
  }
}

function checkWords({ port, size }) {
  if (!demoSizes.includes(size)) throw new Stop(`--size is small or haidian, not ${size}.`)
  const number = Number(port ?? 5300)
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new Stop(`--port is a number from 1 to 65535, not ${port}.`)
  return number
}

await main(async () => {
  const words = readWords(process.argv.slice(2))
  if (words.help) return console.log(usage)
  const wanted = checkWords(words)
  await setup()
  await build()
  const folder = words.data ? fromCaller(words.data) : demoFolder(words.size)
  prepareDataFolder(folder, words.reset)
  const port = await choosePort(wanted, words.host, words.port === undefined)
  const json = words.json && fromCaller(words.json)
  return run(process.execPath, serverArgs, { env: demoEnv({ port, host: words.host, folder, size: words.size, json }) })
})
