import { existsSync } from 'node:fs'

import { capture, run, Stop } from './run-command.mjs'

const has = async (tool) => (await capture('which', [tool]).catch(() => ({ code: 1 }))).code === 0
const anyOf = async (tools) => (await Promise.all(tools.map(has))).some(Boolean)

/** What the tests drive that npm cannot bring: a browser, a Redis, and a font with Chinese characters. */
export const needed = [
  { apt: 'chromium', brew: '--cask chromium', isThere: () => anyOf(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) },
  { apt: 'redis-server', brew: 'redis', isThere: () => has('redis-server') },
  { apt: 'fonts-noto-cjk', brew: null, isThere: hasChineseFont },
]

async function hasChineseFont() {
  if (process.platform !== 'linux') return true // macOS and Windows come with one
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true
  const { stdout } = await capture('fc-list', [':lang=zh', 'family']).catch(() => ({ stdout: '' }))
  return stdout.trim() !== ''
}

function commandFor(missing) {
  if (process.platform === 'darwin') return `brew install ${missing.map(({ brew }) => brew).join(' ')}`
  return `sudo apt-get update && sudo apt-get install -y ${missing.map(({ apt }) => apt).join(' ')}`
}

async function install(names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  console.log(`Installing ${names.join(', ')} for the tests …`)
  if ((await run('apt-get', ['update', '-qq'], { env })) !== 0) return false
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env })) === 0
}

/** Makes sure that browser, Redis and font are here; installs them as root on Debian, otherwise says which command does. */
export async function ensureSystemPackages() {
  const there = await Promise.all(needed.map(({ isThere }) => isThere()))
  const missing = needed.filter((_, i) => !there[i])
  if (missing.length === 0) return
  const names = missing.map(({ apt }) => apt)
  const mayInstall = process.getuid?.() === 0 && (await has('apt-get'))
  if (mayInstall && (await install(names))) return
  throw new Stop(`The tests need ${names.join(', ')}. Run this once, then try again:\n\n  ${commandFor(missing)}`)
}
