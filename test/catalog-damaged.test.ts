import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exploreArchive, type ExploreOrder } from '../src/pipeline/exploreArchive.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { keepCatalog } from '../src/pipeline/keepCatalog.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { archiveToExplore, config } from './explorer-archive.ts'
import { commandLine, root, run } from './running/nianbao.ts'
import { boundByRights } from './running/tinyDisk.ts'

const site = 'zhejiang-gongshu'
const clock = () => new Date('2026-11-21T02:00:00.000Z')
const orderFor = async (archive: string): Promise<ExploreOrder> => ({
  ...{ archive, config, clock, sites: await loadSites(resolve(root, 'crawlers'), [site]) },
  failed(error) {
    throw error
  },
})

let home = ''
let made = ''
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-damaged-'))
  made = join(home, 'archive')
  await archiveToExplore(made)
  await (await exploreArchive(await orderFor(made))).close()
}, 120_000)
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})
const catalogOf = (folder: string) => join(folder, 'catalog.sqlite')
const copied = (name: string): string => {
  const folder = join(home, name)
  cpSync(made, folder, { recursive: true })
  return folder
}
/** Differs by one report from what its catalogue knows. */
function fallBehind(folder: string): void {
  const path = join(folder, site, 'reports/2021/330105001.json')
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n`)
}
const pageSize = 4096
function overwrite(path: string, pages: readonly number[]): void {
  const file = openSync(path, 'r+')
  try {
    for (const page of pages) writeSync(file, Buffer.alloc(pageSize, 0xa7), 0, pageSize, page * pageSize)
  } finally {
    closeSync(file)
  }
}
const pagesOf = (path: string): number => Math.floor(statSync(path).size / pageSize)
const damages: Readonly<Record<string, (path: string) => void>> = {
  'cut in half': (path) => {
    truncateSync(path, Math.floor(pagesOf(path) / 2) * pageSize)
  },
  'overwritten from the second page on': (path) => {
    overwrite(
      path,
      Array.from({ length: pagesOf(path) - 1 }, (_, at) => at + 1),
    )
  },
  'overwritten in places': (path) => {
    overwrite(
      path,
      Array.from({ length: Math.floor(pagesOf(path) / 3) }, (_, at) => at * 3 + 2),
    )
  },
  'no database': (path) => {
    writeFileSync(path, 'x'.repeat(100_000))
  },
}
/** Another process writes, so nobody has pages of before in memory. */
function forgetPages(folder: string): void {
  const database = new DatabaseSync(catalogOf(folder))
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
}
/** The pages that hold a table, by the numbers that SQLite gives them less one. */
function pagesOfTable(folder: string, table: string): readonly number[] {
  const database = new DatabaseSync(catalogOf(folder), { readOnly: true })
  try {
    const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)
    return [Number(root?.['rootpage']) - 1]
  } finally {
    database.close()
  }
}
function soundness(folder: string): unknown {
  const database = new DatabaseSync(catalogOf(folder), { readOnly: true })
  try {
    const reports = database.prepare('SELECT count(*) AS count FROM reports').get()?.['count']
    return [database.prepare('PRAGMA integrity_check').all(), reports]
  } finally {
    database.close()
  }
}
const sound = () => soundness(made)

describe.each(Object.keys(damages))('A catalogue that is %s', (name) => {
  const damaged = (end: string): string => {
    const folder = copied(`${name}-${end}`)
    damages[name]?.(catalogOf(folder))
    return folder
  }

  test('is made anew when serve starts, and all pages are there', async () => {
    const folder = damaged('served')
    const served = await serveExplorer(await orderFor(folder), { port: 0, host: '127.0.0.1' })
    try {
      for (const path of ['/', '/search/?q=公开', '/findings/', '/changes/', '/coverage/'])
        expect([path, (await fetch(new URL(path, served.url))).status]).toEqual([path, 200])
    } finally {
      await served.close()
    }
    expect(soundness(folder)).toEqual(sound())
  }, 60_000)

  test('is made anew at the end of a run and of repair, and nothing is told', async () => {
    const folder = damaged('kept')
    const told: unknown[] = []
    await keepCatalog({ archive: folder, config, clock }, (event) => void told.push(event))
    expect(told).toEqual([])
    expect(soundness(folder)).toEqual(sound())
  }, 60_000)
})

test('A catalogue that is damaged gives the same publication as a sound one', async () => {
  const folder = copied('published')
  damages['overwritten in places']?.(catalogOf(folder))
  const order = await orderFor(folder)
  const { written } = await publishSite(order, join(home, 'site'))
  expect(written).toBeGreaterThan(20)
  const again = await publishSite(await orderFor(made), join(home, 'site'))
  expect(again.written).toBe(0)
}, 120_000)

/** When a publication has read its archive and begins with its folder: its workers have not opened the catalogue yet. */
async function begun(out: string): Promise<void> {
  while (!(existsSync(out) && readdirSync(out).some((name) => name.endsWith('.part')))) await wait(2)
}

test('A catalogue that is damaged while publish runs is made anew, and the publication is begun again', async () => {
  const folder = copied('while-published')
  const out = join(home, 'site of while-published')
  const publication = publishSite(await orderFor(folder), out)
  await begun(out)
  damages['overwritten from the second page on']?.(catalogOf(folder))
  expect((await publication).files).toBeGreaterThan(20)
  expect(soundness(folder)).toEqual(sound())
  expect((await publishSite(await orderFor(made), out)).written).toBe(0)
}, 120_000)

test('A catalogue in which one answer alone is damaged ends no publication', async () => {
  const folder = copied('one answer')
  const out = join(home, 'site of one answer')
  const publication = publishSite(await orderFor(folder), out)
  await begun(out)
  overwrite(catalogOf(folder), pagesOfTable(folder, 'editions'))
  expect((await publication).files).toBeGreaterThan(20)
  expect(soundness(folder)).toEqual(sound())
  expect((await publishSite(await orderFor(made), out)).written).toBe(0)
}, 120_000)

test('A catalogue that is damaged while serve runs is an error page at most, and made anew at the next request', async () => {
  const folder = copied('while-served')
  const told: unknown[] = []
  const served = await serveExplorer(
    { ...(await orderFor(folder)), failed: (error) => void told.push(error) },
    { port: 0, host: '127.0.0.1' },
  )
  try {
    damages['overwritten from the second page on']?.(catalogOf(folder))
    forgetPages(folder)
    const paths = [
      '/findings/',
      '/search/?q=公开',
      '/report/330105001/2021/',
      '/changes/',
      '/year/2022/',
      '/unit/330105001/',
    ]
    for (const path of paths) await fetch(new URL(path, served.url))
    for (const path of paths)
      expect([path, (await fetch(new URL(path, served.url))).status]).toEqual([path, 200])
    expect(told.length).toBeGreaterThan(0)
  } finally {
    await served.close()
  }
  expect(soundness(folder)).toEqual(sound())
}, 60_000)

describe('A catalogue that is behind in an archive that cannot be written to', () => {
  /** Null where mounts are not permitted. */
  const onReadOnlyMount = (folder: string, args: readonly string[]) => {
    const namespace = process.getuid?.() === 0 ? ['-m'] : ['-Urm']
    const mount = `mount --bind '${folder}' '${folder}' && mount -o remount,bind,ro '${folder}'`
    if (spawnSync('unshare', [...namespace, 'sh', '-c', mount]).status !== 0) return null
    return run(['unshare', ...namespace, 'sh', '-c', `${mount} && exec "$@"`, 'sh', ...commandLine(args)])
  }
  /** As a process leaves it that was killed: SQLite opens such a database for reading without a word. */
  const leftByKill = (folder: string): void => {
    const path = catalogOf(folder)
    const kill = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]);
      d.exec("INSERT OR REPLACE INTO facts VALUES ('killed', '1')"); process.kill(process.pid, 'SIGKILL')`
    spawnSync(process.execPath, ['-e', kill, path])
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
  }

  test.for(['closed', 'left by a process that was killed', 'damaged'])(
    'and is %s, is made in a temporary folder, and the publication is whole',
    { timeout: 120_000 },
    async (how, context) => {
      const folder = copied(`read-only ${how}`)
      fallBehind(folder)
      if (how === 'damaged') damages['overwritten in places']?.(catalogOf(folder))
      else if (how !== 'closed') leftByKill(folder)
      const before = readFileSync(catalogOf(folder))
      const out = join(home, `site of ${how}`)
      const ended = await onReadOnlyMount(folder, ['publish', out, '--archive', folder])
      if (ended === null) {
        process.stdout.write('skipped: nobody may mount a folder for reading only here\n')
        context.skip()
        return
      }
      expect([ended.code, ended.stderr]).toEqual([0, ''])
      expect(readFileSync(catalogOf(folder)).equals(before)).toBe(true)
      expect(readFileSync(join(out, 'report/330105001/2021/index.html'), 'utf8')).toContain('2021')
      expect(readFileSync(join(out, 'search/index.html'), 'utf8')).not.toBe('')
    },
  )

  test('because only its owner may write, is made in a temporary folder too', async (context) => {
    const folder = copied('without rights')
    fallBehind(folder)
    chmodSync(catalogOf(folder), 0o444)
    const before = readFileSync(catalogOf(folder))
    const out = join(home, 'site without rights')
    const command = boundByRights(commandLine(['publish', out, '--archive', folder]))
    if (command === null) {
      process.stdout.write('skipped: root may not give up its capabilities here, so no permission binds it\n')
      context.skip()
      return
    }
    const ended = await run(command)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    expect(readFileSync(catalogOf(folder)).equals(before)).toBe(true)
    expect(readFileSync(join(out, 'report/330105001/2021/index.html'), 'utf8')).toContain('2021')
  }, 120_000)
})
