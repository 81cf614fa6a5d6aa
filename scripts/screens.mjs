import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { build } from './build.mjs'
import { readStamp } from './content-hash.mjs'
import { choosePort, demoEnv, prepareDataFolder, serverArgs } from './demo-server.mjs'
import { capture, main, root, Stop } from './run-command.mjs'
import { setup } from './setup.mjs'

const folder = join(root, 'docs', 'screens')
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const startLimitMs = 240_000

/**
 * What to photograph, docs/screens/list.json: `{ name, path, role, locale, width, height?, theme, size? }[]`.
 * `path` may contain `{event}`, replaced by the id of the event that the demo opens with; `role` null is a visitor.
 */
function readList(names) {
  const all = JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8'))
  const strange = names.filter((name) => !all.some((screen) => screen.name === name))
  if (strange.length > 0) throw new Stop(`No screen called ${strange.join(', ')} in docs/screens/list.json.`)
  return names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all
}

/** The demo's own description of itself, once it serves and has written it. */
async function untilReady(url, json, server) {
  for (const end = Date.now() + startLimitMs; Date.now() < end; ) {
    if (server.exitCode !== null) throw new Stop('The demo stopped before it was ready.')
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    const demo = readStamp(json)
    if (answer?.ok && demo.url) return demo
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Stop('The demo did not become ready in time.')
}

/** Starts a demo of its own on a free port with fresh data and hands it to `work`; stops it afterwards. */
async function withDemo(size, work) {
  const data = mkdtempSync(join(tmpdir(), 'touhai-screens-'))
  prepareDataFolder(data, false)
  const port = await choosePort(5400, '127.0.0.1', true)
  const json = join(data, 'demo.json')
  const env = { ...process.env, ...demoEnv({ port, host: '127.0.0.1', folder: data, size, json }), LOG_LEVEL: 'warn' }
  const server = spawn(process.execPath, serverArgs, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const giveUp = () => (server.kill('SIGTERM'), process.exit(1))
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp)
  try {
    return await work(await untilReady(`http://127.0.0.1:${port}`, json, server))
  } finally {
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp)
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && server.kill('SIGTERM')) await ended
    rmSync(data, { recursive: true, force: true })
  }
}

/** A browser window as that person, signed in through the demo's own link. */
async function openAs(browser, demo, { role, locale, width, height, theme }) {
  const context = await browser.newContext({
    viewport: { width, height: height ?? (width < 600 ? 844 : 900) },
    deviceScaleFactor: width < 600 ? 2 : 1,
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (role === null) return { context, page }
  const person = demo.people.find((one) => one.role === role)
  if (!person) throw new Stop(`The demo has no ${role}; there are: ${[...new Set(demo.people.map((one) => one.role))].join(', ')}.`)
  await page.goto(person.signInUrl)
  const button = page.locator('form[method="post"] button[type="submit"]').first()
  if (await button.count()) await Promise.all([page.waitForURL((url) => url.href !== person.signInUrl), button.click()])
  return { context, page }
}

async function takePicture(browser, demo, screen) {
  const { context, page } = await openAs(browser, demo, screen)
  await page.goto(new URL(screen.path.replaceAll('{event}', demo.eventId ?? ''), demo.url).href, { waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${screen.name}.png`), animations: 'disabled', caret: 'hide' })
  await context.close()
  console.log(`docs/screens/${screen.name}.png`)
}

async function findBrowser() {
  const named = await capture('which', ['chromium']).catch(() => ({ stdout: '' }))
  const found = [process.env.CHROMIUM, named.stdout.trim(), ...browsers].find((path) => path && existsSync(path))
  if (!found) throw new Stop('No Chromium found. Install it, or name it in the variable CHROMIUM.')
  return found
}

await main(async () => {
  await setup()
  await build()
  const { chromium } = await import('playwright-core')
  mkdirSync(folder, { recursive: true })
  const screens = readList(process.argv.slice(2))
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox', '--font-render-hinting=none'] })
  try {
    for (const size of new Set(screens.map((screen) => screen.size ?? 'small'))) {
      const mine = screens.filter((screen) => (screen.size ?? 'small') === size)
      await withDemo(size, async (demo) => {
        for (const screen of mine) await takePicture(browser, demo, screen)
      })
    }
  } finally {
    await browser.close()
  }
})
