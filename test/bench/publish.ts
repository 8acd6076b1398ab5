/**
 * `nianbao publish` of a large archive (5,000 reports): files and pages a second from nothing, then of an archive in which nothing changed, then after
 * one and after five reports changed; processor time, how many cores it kept busy, and the most memory of the process with its threads. Then
 * the folder is served by a server that knows only files, and every link of every page is followed. Each publication on two cores where `taskset` is
 * there. Linux only.
 * Run: `node test/bench/publish.ts [reports] [folder]`; an archive that lies in the folder is used again.
 */
import { spawn, spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { commandLine } from '../running/nianbao.ts'
import { watchMemory } from '../running/watchMemory.ts'
import { inventedArchive, type InventedArchive } from './inventedArchive.ts'
import { walkSite } from '../running/walkSite.ts'

const goal = 500
/** Ticks of /proc/PID/stat in a second, on every Linux. */
const ticks = 100
const Manifest = z.object({ files: z.record(z.string(), z.unknown()) })
const Changes = z.object({ files: z.number(), written: z.number(), removed: z.number() })

async function publish({ folder, sites }: InventedArchive, out: string, name: string): Promise<number> {
  const two = spawnSync('taskset', ['-c', '0,1', 'true']).status === 0 ? ['taskset', '-c', '0,1'] : []
  const verb = commandLine(['publish', out, '--json', '--archive', folder, '--sites', sites])
  const [program = '', ...args] = [...two, ...verb]
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  let used = 0
  const sampler = setInterval(() => {
    void secondsOf(child.pid ?? 0).then((seconds) => (used = Math.max(used, seconds)))
  }, 100)
  const { peak, code } = await watchMemory(child)
  clearInterval(sampler)
  const seconds = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`publish ended with ${String(code)}`)
  const { files, written, removed } = Changes.parse(JSON.parse(said))
  const pages = pagesIn(out)
  const speed = pages / seconds
  console.log(
    [
      `  ${name.padEnd(22)} ${files} files, ${pages} of them pages, ${written} written, ${removed} removed in ${seconds.toFixed(0)} s`,
      `${(files / seconds).toFixed(0)} files, ${speed.toFixed(0)} pages a second`,
      `${used.toFixed(0)} s of processor (${((used / files) * 1000).toFixed(2)} ms a file, ${(used / seconds).toFixed(1)} cores busy)`,
      `at most ${(peak / 1024).toFixed(0)} MB; load ${loadavg()[0]?.toFixed(0) ?? '?'}`,
    ].join('; '),
  )
  return speed
}

/** Published HTML, as the list of the publication names it. */
function pagesIn(out: string): number {
  const { files } = Manifest.parse(JSON.parse(readFileSync(join(out, 'explorer-manifest.json'), 'utf8')))
  return Object.keys(files).filter((path) => path.endsWith('.html')).length
}

/** Time of the processor that a process with its threads has used; 0 once it is gone. */
async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticks
}

/** So many reports get another title. */
function change({ folder }: InventedArchive, reports: number): void {
  for (const path of globSync(join(folder, 'bench-site0000/reports/*/*.json')).sort().slice(0, reports))
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"title": "(?:新)?/u, '"title": "新'))
}

const [, , count = '5000', given] = process.argv
const place = given ?? (await mkdtemp(join(tmpdir(), 'nianbao-bench-publish-')))
try {
  const archive = await inventedArchive(place, Number(count))
  const out = join(place, 'out')
  rmSync(out, { recursive: true, force: true })
  const first = await publish(archive, out, 'from nothing')
  await publish(archive, out, 'nothing changed')
  change(archive, 1)
  await publish(archive, out, 'one report changed')
  change(archive, 5)
  await publish(archive, out, 'five reports changed')
  const { pages, files, links, unresolved } = await walkSite(out)
  console.log(
    `  served as files        ${links} links on ${pages} pages lead to ${files} files; ${unresolved.length} lead nowhere`,
  )
  for (const line of unresolved.slice(0, 10)) console.log(`    ${line}`)
  console.log(`  a report is ${(files / Number(count)).toFixed(1)} files, with its share of lists`)
  console.log(`goal: ${goal} pages a second from nothing, on two cores that nobody else uses`)
  if (first < goal || unresolved.length > 0) process.exitCode = 1
} finally {
  if (given === undefined) await rm(place, { recursive: true, force: true })
}
