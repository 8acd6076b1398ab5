import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Where a Chromium is, or the line that says why none is. */
export type Found = { readonly path: string } | { readonly missing: string }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const remedy = 'install Debian\'s chromium (as root: npm ci does), or run "npx playwright install chromium"'

/**
 * Finds a Chromium (浏览器): the one that NIANBAO_CHROMIUM names (and then no other), one on the PATH, or the one that Playwright
 * downloaded, whose place `playwrights` tells.
 */
export async function findChromium(
  environment: Readonly<Record<string, string | undefined>>,
  playwrights: () => Promise<string>,
): Promise<Found> {
  const named = environment['NIANBAO_CHROMIUM'] ?? ''
  if (named !== '') {
    if (await isProgram(named)) return { path: named }
    return { missing: `NIANBAO_CHROMIUM names ${named}, which is no program` }
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names)
    for (const folder of folders) if (await isProgram(join(folder, name))) return { path: join(folder, name) }
  const own = await playwrights()
  return (await isProgram(own)) ? { path: own } : { missing: `no Chromium was found; ${remedy}` }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false // whatever the reason: it cannot be started
  }
}
