import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, ViewportSize } from 'playwright'
import { NianbaoError } from '../../errors.ts'
import { usualLimits } from './limits.ts'
import { findChromium, type Found } from './findChromium.ts'
import { watchMemory } from './watchMemory.ts'
import { within } from './within.ts'

/** The one Chromium of a run. */
export interface Chromium {
  /** A fresh profile: no cookie, no storage. Throws a NianbaoError `no-browser` when there is none, or none that starts. */
  context(userAgent: string, viewport?: ViewportSize): Promise<BrowserContext>
  /** With its version, once it runs. */
  name(): string
  /** Ends it; the next context starts another: for pages that hang. Never fails. */
  end(): Promise<void>
  /** Ends it for good. Never fails. */
  close(): Promise<void>
}

/**
 * The network of the browser is ours (`gate.ts`). These close every other way out: no name is resolved, also that of the proxy
 * to which all goes (loopback, too), so that it could open no connection if it tried.
 */
const walledIn = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://nowhere.invalid:1',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--dns-prefetch-disable',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** Without a screen; a list of reports needs no more heap than this (MB). */
const modest = ['--disable-gpu', '--js-flags=--max-old-space-size=256']
/** What is only read needs no pictures. */
const unpainted = ['--blink-settings=imagesEnabled=false']

/** Milliseconds; Playwright (1.64) waits for ever for a browser that was killed at a bad moment. */
export const longestStart = 60_000

/** Whether a Chromium can be found, without starting it. */
export function seekChromium(environment: NodeJS.ProcessEnv = process.env): Promise<Found> {
  return findChromium(environment, async () => (await import('playwright')).chromium.executablePath())
}

/** Why no browser can be used here, in one line, or null when one starts. */
export async function whyNoBrowser(): Promise<string | null> {
  const chromium = openChromium(usualLimits.memory)
  try {
    await chromium.context('')
    return null
  } catch (error) {
    if (error instanceof NianbaoError) return error.message
    throw error
  } finally {
    await chromium.close()
  }
}

/** Starts Chromium when it is first needed, to read pages or to take pictures of them; its processes together may hold `memory` bytes. */
export function openChromium(memory: number, use: 'reading' | 'pictures' = 'reading'): Chromium {
  let running: Promise<Browser> | null = null
  let name = 'Chromium'
  let isClosed = false

  async function launch(): Promise<Browser> {
    const found = await seekChromium()
    if ('missing' in found) throw new NianbaoError('no-browser', found.missing)
    // Playwright takes a tenth of a second to load: most runs need no browser.
    const { chromium } = await import('playwright')
    const isRoot = process.getuid?.() === 0
    // Chromium does not know the switch: it tells its processes from others of ours.
    const mark = `--nianbao-run=${randomUUID()}`
    try {
      const browser = await chromium.launch({
        executablePath: found.path,
        headless: true,
        timeout: longestStart,
        // Chromium refuses to run with its sandbox as root.
        chromiumSandbox: !isRoot,
        args: [
          ...[mark, ...walledIn, ...modest],
          ...(use === 'reading' ? unpainted : []),
          ...(isRoot ? ['--no-sandbox'] : []),
        ],
        // Playwright would have pages open windows as they like.
        ignoreDefaultArgs: ['--disable-popup-blocking'],
        // How our process ends is its own business; Chromium ends with the pipe to it.
        ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
      })
      const stop = watchMemory(mark, memory, () => void end())
      browser.on('disconnected', stop)
      name = `Chromium ${browser.version()}`
      return browser
    } catch (cause) {
      throw new NianbaoError('no-browser', `${found.path} does not start as a browser`, { cause })
    }
  }

  async function end(): Promise<void> {
    const ending = running
    running = null
    await ending?.then((browser) => browser.close()).catch(() => undefined) // it never ran, or ended by itself
  }

  async function context(userAgent: string, viewport?: ViewportSize): Promise<BrowserContext> {
    if (isClosed) throw new NianbaoError('no-browser', 'the browser was closed')
    let browser = await (running ??= launch())
    if (!browser.isConnected()) browser = await (running = launch()) // it crashed
    try {
      const options = { userAgent, locale: 'zh-CN', serviceWorkers: 'block', acceptDownloads: false } as const
      const opened = await within(
        longestStart,
        browser.newContext({ ...options, ...(viewport && { viewport }) }),
      )
      if (opened !== null) return opened
      throw new Error(`no profile after ${longestStart} ms`)
    } catch (cause) {
      throw new NianbaoError('no-browser', 'the browser ended', { cause })
    }
  }

  return {
    context,
    name: () => name,
    end,
    async close() {
      isClosed = true
      await end()
    },
  }
}
