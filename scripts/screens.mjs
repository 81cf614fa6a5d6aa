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
 * What to photograph, docs/screens/list.json: `{ name, path, role, nth?, locale, width, height?, theme, size? }[]`.
 * `path` may contain `{draft}` and `{roster}`: a draft of the demo and a roster with a bad cell, see `furnish`; `{stage}`: the stage of
 * today's event with a pitch on it, see `openStage`; `role` null is a visitor.
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
async function openAs(browser, demo, { role, nth = 0, locale, width, height, theme }) {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: { width, height: height ?? (width < 600 ? 844 : 900) },
    deviceScaleFactor: width < 600 ? 2 : 1,
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'lang', value: locale, url: demo.url }, { name: 'theme', value: theme, url: demo.url }])
  const page = await context.newPage()
  if (role === null) return { context, page }
  const person = demo.people.filter((one) => one.role === role)[nth]
  if (!person) throw new Stop(`The demo has no ${role}; there are: ${[...new Set(demo.people.map((one) => one.role))].join(', ')}.`)
  await page.goto(person.signInUrl)
  return { context, page }
}

const roster = [
  '公司名称,统一社会信用代码,行业,轮次,融资金额,联系人,邮箱',
  '澜舟机器人,,机器人,A轮,3000万人民币,周知行,zhou@lanzhou.example',
  '禾木生物,91350100M000100Y44,生物医药,天使轮,未透露,叶青禾,ye@hemu.example',
  '云岫光电,,光电,B轮,US$4.2M,简宁,jian@yunxiu.example',
  '拾光低空,,低空经济,Pre-A轮,数千万人民币,顾远,gu@shiguang.example',
].join('\r\n')

/** Makes what pictures need and a fresh demo lacks: a release, another draft, a roster on its way in. */
async function furnish(browser, demo) {
  const { context, page } = await openAs(browser, demo, { role: 'organizer', locale: 'zh-CN', width: 1440, theme: 'light' })
  const room = '/organize/demo-day-winter'
  const ready = page.locator('a[href*="/timetable/0"]')
  const compute = async (mayMove) => {
    await page.goto(`${room}/timetable`, { waitUntil: 'networkidle' })
    const before = await ready.count()
    await page.locator('select[name="seconds"]').selectOption('5')
    if (mayMove) await page.locator('input[name="hold"][type="checkbox"]').uncheck()
    await page.locator('button[value="compute"]').click()
    await ready.nth(before).waitFor()
  }
  await compute(false)
  await page.goto(await ready.first().getAttribute('href'), { waitUntil: 'networkidle' })
  const drafts = page.url()
  await page.locator('button', { hasText: '发布' }).first().click()
  await page.locator('dialog button[value="release"]').click()
  await page.waitForURL((url) => url.href !== drafts)
  await compute(true)
  const draft = (await ready.first().getAttribute('href')).split('/').at(-1)
  await page.goto(`${room}/people/import`)
  await page.locator('input[type="file"]').setInputFiles({ name: '翠湖园区企业名单.csv', mimeType: 'text/csv', buffer: Buffer.from(roster) })
  await page.locator('button', { hasText: '上传' }).click()
  await page.waitForURL(/import\/[0-9a-z]{26}/)
  const named = new URL(page.url()).pathname.split('/').at(-1)
  await context.close()
  return { draft, roster: named }
}

/** Opens the stage of today's event over the API: a pitch is on, the hall's question is pinned, funds may say whom they want to meet. */
async function openStage(demo) {
  const call = async (role, path, body) => {
    const { apiToken } = demo.people.find((one) => one.role === role)
    const answer = await fetch(`${demo.url}/api/v1${path}`, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body), headers: { 'Authorization': `Bearer ${apiToken}`, 'Content-Type': 'application/json' } })
    if (!answer.ok) throw new Stop(`${path} was answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const event = (await call('organizer', '/events')).items.find(({ slug }) => slug === 'demo-day-today')
  const { stageId } = (await call('organizer', `/events/${event.id}/stages`)).items[0]
  const stage = `/stages/${stageId}`
  let { state } = await call('organizer', `${stage}/open`, { seq: 0 })
  for (const act of ['next', 'next', 'next', 'next']) ({ state } = await call('organizer', `${stage}/steps`, { seq: state.seq, act }))
  await call('organizer', `/events/${event.id}/interest/act`, { version: 0, act: 'start' })
  const { questionId } = await call('investor', `${stage}/questions`, { text: '核心部件停产时，交付怎么保证？', isAnonymous: false, key: 'question-for-a-picture' })
  for (const act of ['show', 'pin']) {
    const { version } = (await call('organizer', `${stage}/moderation`)).snapshot.questions.find(({ id }) => id === questionId)
    await call('organizer', `/questions/${questionId}/moderate`, { version, act })
  }
  return { stage: stageId }
}

async function takePicture(browser, demo, screen) {
  const { context, page } = await openAs(browser, demo, screen)
  const path = screen.path.replaceAll('{draft}', demo.things.draft).replaceAll('{roster}', demo.things.roster).replaceAll('{stage}', demo.things.stage)
  await page.goto(path, { waitUntil: 'networkidle' })
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
      await withDemo(size, async (started) => {
        const needs = (pattern) => mine.some(({ path }) => pattern.test(path))
        const things = { ...(needs(/winter.*(\{|live|agenda)/) && (await furnish(browser, started))), ...(needs(/\{stage\}|today/) && (await openStage(started))) }
        const demo = { ...started, things }
        for (const screen of mine) await takePicture(browser, demo, screen)
      })
    }
  } finally {
    await browser.close()
  }
})
