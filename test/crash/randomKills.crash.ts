import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { verifyArchive } from '../../src/archive/verifyArchive.ts'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { random } from '../documents/random.ts'
import { bugs, plantedIn, type PlantedBug } from './plantedBug.ts'

const seed = Number(process.env['NIANBAO_SEED'] ?? Date.now() % 1_000_000)
const busyWriter = join(import.meta.dirname, '../archive-keep-admitting.ts')

/** Lets a busy writer live for so many milliseconds after its first word, and kills it; gives what it had acknowledged. */
async function killedAfter(archive: string, life: number, milliseconds: number, bug: PlantedBug | null) {
  const plant = bug === null ? [] : ['--import', join(import.meta.dirname, 'plant.ts')]
  const args = ['--disable-warning=ExperimentalWarning', ...plant, busyWriter, archive, String(life)]
  const env = { ...process.env, ...plantedIn(bug) }
  // A planted bug may end its writer with an error that is no news here.
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', bug ? 'ignore' : 'inherit'] })
  let said = ''
  const spoke = new Promise<void>((done) => {
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString('utf8')
      done()
    })
  })
  const ended = new Promise<void>((done) => child.once('close', done))
  await Promise.race([spoke, ended])
  await Promise.race([pause(milliseconds), ended])
  child.kill('SIGKILL')
  await ended
  return [...said.matchAll(/^(\d+) ([0-9a-f]{64})\n/gmu)].map(([, seq, sha256 = '']) => ({
    seq: Number(seq),
    sha256,
  }))
}

/** What is wrong with an archive whose writer is killed again and again: nothing when all is well. */
async function killedOften(rounds: number, bug: PlantedBug | null) {
  const archive = join(await temporaryFolder(), 'archive')
  const ledger = join(archive, 'gongshu/captures.jsonl')
  const dice = random(`random kills ${seed}`)
  const acknowledged: { readonly seq: number; readonly sha256: string }[] = []
  const wrong: string[] = []
  let before = ''
  for (let round = 1; round <= rounds && (bug === null || wrong.length === 0); round += 1) {
    acknowledged.push(...(await killedAfter(archive, round, dice.int(0, 150), bug)))
    const now = existsSync(ledger) ? readFileSync(ledger, 'utf8') : ''
    const lines = now.split('\n').slice(0, -1)
    const lost = acknowledged.filter(({ seq, sha256 }) => !lines[seq - 1]?.includes(sha256))
    wrong.push(...lost.map(({ seq }) => `round ${round}: line ${seq} was acknowledged and is lost`))
    if (!now.startsWith(before)) wrong.push(`round ${round}: what had survived is no prefix of what survives`)
    before = now.slice(0, now.lastIndexOf('\n') + 1)
    for await (const { severity, code, file } of verifyArchive(archive))
      if (severity === 'damage') wrong.push(`round ${round}: ${code} ${file}`)
  }
  return { wrong, acknowledged: acknowledged.length }
}

describe('a busy writer that is killed at random, again and again', () => {
  const rounds = 100
  test(`loses nothing that it acknowledged, and what survives is a prefix (${rounds} times, seed ${seed})`, async () => {
    const { wrong, acknowledged } = await killedOften(rounds, null)
    expect(wrong).toEqual([])
    // Else the kills disturbed nobody.
    expect(acknowledged).toBeGreaterThan(rounds * 5)
  }, 600_000)

  test.for(['acknowledgedBeforeWrite', 'tornTailKeptSlowly'] as const)(
    'shows the planted bug %s',
    { timeout: 300_000 },
    async (name) => {
      const { wrong } = await killedOften(rounds, bugs[name])
      expect(wrong).not.toEqual([])
    },
  )
})
