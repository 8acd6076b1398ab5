import { readdir } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NianbaoError } from '../errors.ts'
import { Site } from './siteFile.ts'

/**
 * Every site file (`*.ts`, folder = province) below a folder, or those of these ids, sorted by id. Whoever names sites is not
 * stopped by the file of another.
 * Throws `no-such-file` when the folder is missing, `bad-site-file` (`file: path: what is wrong`) at the first bad file.
 */
export async function loadSites(folder: string, ids: readonly string[] = []): Promise<readonly Site[]> {
  const all = await siteFiles(folder)
  const files = ids.length === 0 ? all : all.filter((file) => ids.includes(idOf(file)))
  const sites = await Promise.all(files.map((file) => loadSite(folder, file)))
  const byId = new Map<string, string>()
  for (const [index, { id }] of sites.entries()) {
    const file = files[index] ?? ''
    const other = byId.get(id)
    if (other !== undefined) throw wrong(file, `id: ${id} is also the id of ${other}`)
    byId.set(id, file)
  }
  return [...sites].sort((one, other) => (one.id < other.id ? -1 : 1))
}

async function siteFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder, { recursive: true })
    return names.filter((name) => name.endsWith('.ts')).sort()
  } catch (cause) {
    throw new NianbaoError('no-such-file', `${folder}: no folder with site files can be read here`, { cause })
  }
}

/** Folder and file name joined. */
const idOf = (file: string): string => file.replace(/\.ts$/u, '').split(sep).join('-')

async function loadSite(folder: string, file: string): Promise<Site> {
  const site = Site.safeParse(await defaultExport(folder, file))
  if (!site.success) {
    const issues = site.error.issues.map(({ path, message }) => `${path.join('.') || 'site'}: ${message}`)
    throw wrong(file, issues.join('; '), site.error)
  }
  const expected = idOf(file)
  if (site.data.id !== expected) throw wrong(file, `id: must be ${expected}, as folder and file say`)
  return site.data
}

async function defaultExport(folder: string, file: string): Promise<unknown> {
  let module: unknown
  try {
    module = await import(pathToFileURL(resolve(join(folder, file))).href)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw wrong(file, `file: cannot be loaded (${why})`, cause)
  }
  if (
    typeof module !== 'object' ||
    module === null ||
    !('default' in module) ||
    Object.keys(module).length > 1
  ) {
    throw wrong(file, 'export: must have a default export and nothing else')
  }
  return module.default
}

function wrong(file: string, what: string, cause?: unknown): NianbaoError {
  return new NianbaoError('bad-site-file', `${file}: ${what}`, { cause })
}
