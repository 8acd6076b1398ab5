import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openSigner } from '../../src/archive/openSigner.ts'
import { prove } from '../../src/pipeline/prove.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { finishedArchive, rederive } from '../archive-finished.ts'
import { testFolder } from '../archive-folder.ts'
import { openTestArchive } from '../archive-open.ts'

export const id = '330105001/2022'

/** An archive, and the proof of one report of it. */
export async function proven(more: (archive: string) => Promise<unknown> = () => Promise.resolve()) {
  const home = testFolder()
  const archive = join(home, 'archive')
  await finishedArchive(archive)
  await more(archive)
  const out = join(home, 'proof')
  const { firstKey } = await prove({ archive, id, site: null, out })
  return { home, archive, out, firstKey }
}

/** Looks at the 2022 report's page a few times more and signs: content that stays, a long ledger, a crooked tree. */
export async function lookAgain(folder: string): Promise<void> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (let n = 0; n < 6; n += 1)
    await site.confirm(exchangeOf('http://host/2022', '', { status: 304 }), factsOf('page'))
  for await (const { report, bundles } of rederive(site)) {
    await site.writeReport(report)
    for (const key of bundles) site.recordDerived(key, { ids: [report.id ?? ''], left: [] })
  }
  await archive.finish()
  await archive.checkpoint(await openSigner(folder))
  await archive.close()
}

/** The machine of a stranger: nothing on the PATH but what VERIFY.md asks for. */
export function bareTools(shell: string): string {
  const tools = testFolder()
  const place = (name: string) =>
    execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
  for (const name of ['cat', 'sha256sum', 'openssl']) symlinkSync(place(name), join(tools, name))
  symlinkSync(place(shell), join(tools, shell === 'busybox' ? 'busybox' : 'sh'))
  return tools
}

export function check(out: string, tools: string, ...key: readonly string[]): SpawnSyncReturns<string> {
  const busybox = existsSync(join(tools, 'busybox'))
  const [program, ...first] = busybox ? [join(tools, 'busybox'), 'sh'] : [join(tools, 'sh')]
  const args = [...first, join(out, 'verify.sh'), ...key]
  return spawnSync(program, args, { encoding: 'utf8', env: { PATH: tools }, cwd: '/', timeout: 20_000 })
}

export const has = (shell: string) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0

export const shells = ['dash', 'bash', 'busybox']

for (const shell of shells.filter((name) => !has(name)))
  process.stdout.write(`prove: no ${shell} on this machine, so verify.sh was not tried in it\n`)
