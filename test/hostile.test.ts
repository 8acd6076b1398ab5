import { spawn } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { hostileHost, listings } from './hostile/hostileHost.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { commandLine, nianbao, root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { watchMemory } from './running/watchMemory.ts'

const hostOf = (name: string): string => `${name}.hostile.gov.cn`

async function writeSites(home: string, origin: string): Promise<readonly string[]> {
  const define = pathToFileURL(resolve(root, 'src/sites/defineSite.ts')).href
  await mkdir(join(home, 'sites/zhejiang'), { recursive: true })
  const map: Record<string, string> = {}
  for (const [name, list] of Object.entries(listings)) {
    map[hostOf(name)] = origin
    const site = `import { defineSite } from '${define}'
export default defineSite({
  id: 'zhejiang-${name}',
  name: '${name}',
  division: '330105',
  hosts: ['${hostOf(name)}'],
  sources: [{ family: 'static-list', list: 'http://${hostOf(name)}${list}' }],
  expect: { from: 2022, perYear: [0, 90] },
})
`
    await writeFile(join(home, `sites/zhejiang/${name}.ts`), site)
  }
  await writeFile(join(home, 'map.json'), JSON.stringify(map))
  // A host that drips is given two minutes; the test does not wait so long for it.
  await cp(resolve(root, 'config'), join(home, 'config'), { recursive: true })
  const manners = JSON.parse(await readFile(join(home, 'config/fetch.json'), 'utf8')) as object
  const quick = { ...manners, totalTimeout: 8000, responseTimeout: 8000, backoff: 50, retries: 1 }
  await writeFile(join(home, 'config/fetch.json'), JSON.stringify(quick))
  const at = (name: string): string => join(home, name)
  return [
    '--archive',
    at('archive'),
    '--sites',
    at('sites'),
    '--replicas',
    at('map.json'),
    '--config',
    at('config'),
    '--now',
    '2023-02-01',
  ]
}

/** What a run leaves below archive/, and nothing else. */
const belongs =
  /^(?:\.tmp|checkpoints(?:\/(?:\d+\.(?:sig|txt)|trees\.json))?|archive\.json|catalog\.sqlite|README\.md|\.lock(?:-holder)?|runs(?:\/[\w.-]+\.json)?|[\w-]+|[\w-]+\/(?:captures\.jsonl|index\.json|index\.tail\.jsonl|originals\.sha256|\.tmp|originals(?:\/[0-9a-f]{2}(?:\/[0-9a-f]{64}\.[a-z0-9]+)?)?|reports(?:\/\d{4}(?:\/[\w.-]+\.json)?)?|refused(?:\/[\w.-]+)?))$/u

test('a host that does everything at once costs bounded memory and time, and leaves a clean archive', async () => {
  const host = await hostileHost()
  const home = await temporaryFolder()
  const options = await writeSites(home, host.origin)
  const before = await readdir(home)
  const [program, ...args] = commandLine(['crawl', ...options])
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const { peak, code } = await watchMemory(child)
  expect(code, stderr.slice(-2000)).toBe(3)
  // Two bodies of 64 MB, the most that is taken of any, are at hand at a time: as it comes and in one piece.
  expect(peak / 1024).toBeLessThan(600)

  const run = await lastRunOf(join(home, 'archive'))
  const siteOf = (name: string) => run.sites.find(({ site }) => site === `zhejiang-${name}`)
  const troubles = siteOf('mixed')?.troubles.map(({ url, code: why }) => [new URL(url).pathname, why]) ?? []
  expect(Object.fromEntries(troubles)).toEqual(host.expected)
  expect(siteOf('mixed')?.reports).toBe(host.goodUnits)
  expect(siteOf('mixed')?.unread.map(({ code: why }) => why)).toContain('too-large')
  const alarms = (name: string): readonly string[] =>
    siteOf(name)?.alarms.flatMap(({ code: why, fails }) => (fails ? [why] : [])) ?? []
  expect(alarms('wide')).toEqual(['listing-partial'])
  expect(alarms('endless')).toContain('listing-partial')
  expect(alarms('pager')).toContain('listing-partial')
  expect(alarms('deep')).toEqual(['too-large'])
  expect(alarms('tags')).toEqual(['too-large'])
  expect(host.asked.length).toBeLessThan(1200)
  expect(host.asked).not.toContain('/bad/secret.html')

  const verified = await nianbao('verify', '--archive', join(home, 'archive'))
  expect([verified.code, verified.stdout]).toEqual([0, ''])
  expect((await readdir(home)).sort()).toEqual([...before, 'archive'].sort())
  const names = await readdir(join(home, 'archive'), { recursive: true })
  expect(names.filter((name) => !belongs.test(name))).toEqual([])
}, 240_000)
