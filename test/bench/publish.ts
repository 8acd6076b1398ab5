/**
 * `nianbao publish` of a large archive (5,000 reports): pages a second from nothing, then of an archive in which nothing changed, then after
 * five reports changed; processor time, the most memory of the process with its threads, and how many inner links were followed (one that
 * leads nowhere ends a publication). Each on two cores where `taskset` is there. Linux only.
 * Run: `node test/bench/publish.ts [reports] [folder]`; an archive that lies in the folder is used again.
 */
import { spawn, spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { commandLine } from '../running/nianbao.ts'
import { watchMemory } from '../running/watchMemory.ts'
import { inventedArchive, type InventedArchive } from './inventedArchive.ts'

const goal = 500
/** Ticks of /proc/PID/stat in a second, on every Linux. */
const ticks = 100
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
  const speed = files / seconds
  console.log(
    `  ${name.padEnd(22)} ${files} files, ${written} written, ${removed} removed in ${seconds.toFixed(0)} s: ${speed.toFixed(0)} a second; ${used.toFixed(0)} s of processor (${((used / files) * 1000).toFixed(1)} ms a file), at most ${(peak / 1024).toFixed(0)} MB`,
  )
  return speed
}

/** Time of the processor that a process with its threads has used; 0 once it is gone. */
async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticks
}

/** Five reports get another title. */
function change({ folder }: InventedArchive): void {
  for (const path of globSync(join(folder, 'bench-site0000/reports/*/*.json')).sort().slice(0, 5))
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
  change(archive)
  await publish(archive, out, 'five reports changed')
  console.log(`goal: ${goal} files a second from nothing, on two cores that nobody else uses`)
  if (first < goal) process.exitCode = 1
} finally {
  if (given === undefined) await rm(place, { recursive: true, force: true })
}
