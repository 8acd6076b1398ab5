#!/usr/bin/env node
// After `npm install`: sees to a Chromium for the few lists that only a browser can show (docs/decisions/0015). Plain JavaScript
// for whatever Node runs npm. Prints one line and never fails the installation: without a browser all else works.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const { env } = process

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// The same names in the same order as src/fetch/browser/findChromium.ts.
function onPath(...names) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names)
    for (const folder of folders) if (isProgram(join(folder, name))) return join(folder, name)
  return null
}

const chromium = () => onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')

async function playwrights() {
  try {
    const path = (await import('playwright')).chromium.executablePath()
    return isProgram(path) ? path : null
  } catch {
    return null // not installed (yet): there is no browser of it either
  }
}

/** Debian's package; the time is bounded, for a mirror that does not answer must not hold up an installation. */
function install() {
  const options = { stdio: 'ignore', timeout: 300_000, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  const run = (...args) => spawnSync('apt-get', args, options).status === 0
  run('update', '-qq')
  return run('install', '-y', '-qq', '--no-install-recommends', 'chromium')
}

const remedy =
  'lists that need a browser are left out until you run "npx playwright install --with-deps chromium"'

async function line() {
  if (env.NIANBAO_CHROMIUM) return `browser: NIANBAO_CHROMIUM names ${env.NIANBAO_CHROMIUM}`
  if (env.NIANBAO_NO_BROWSER === '1') return 'browser: none is wanted (NIANBAO_NO_BROWSER=1)'
  const found = chromium() ?? (await playwrights())
  if (found !== null) return `browser: ${found}`
  if (process.getuid?.() !== 0)
    return `browser: none was found; ${remedy} (or, as root, "apt-get install chromium")`
  if (onPath('apt-get') === null) return `browser: none was found, and no apt-get; ${remedy}`
  const installed = install() ? chromium() : null
  return installed === null
    ? `browser: Debian's chromium could not be installed; ${remedy}`
    : `browser: ${installed} was installed`
}

try {
  process.stdout.write(`nianbao: ${await line()}\n`)
} catch (error) {
  process.stdout.write(`nianbao: browser: ${String(error)}; ${remedy}\n`)
}
