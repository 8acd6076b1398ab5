import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'
import { siteFileText, type NewSiteFacts } from './siteFileText.ts'

const defineSite = fileURLToPath(new URL('./defineSite.ts', import.meta.url))

/** Where the file of a site lies: `<folder>/<province>/<name>.ts`. */
export function siteFilePath(folder: string, id: string): string {
  const [province = '', ...rest] = id.split('-')
  return join(folder, province, `${rest.join('-')}.ts`)
}

/**
 * Writes the file of a new site and gives its path.
 * @throws NianbaoError `usage` where a file of this name is there: what a person wrote is never overwritten
 */
export async function writeSiteFile(folder: string, facts: NewSiteFacts): Promise<string> {
  const path = siteFilePath(folder, facts.id)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(path, siteFileText(facts, defineFrom(path)), { flag: 'wx' })
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') throw cause
    throw new NianbaoError(
      'usage',
      `${path}: is there already and is not overwritten; choose another --name`,
      {
        cause,
      },
    )
  }
  return path
}

/** `../../src/sites/defineSite.ts` from within the checkout; for a folder elsewhere the file's own URL. */
function defineFrom(path: string): string {
  const way = relative(dirname(resolve(path)), defineSite)
    .split('\\')
    .join('/')
  return way.startsWith('../../src/') ? way : pathToFileURL(defineSite).href
}
