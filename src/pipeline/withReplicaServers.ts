import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadReplicas } from '../config/loadReplicas.ts'

/** The replica sites are a program of the tests: started by path, never imported. */
const program = fileURLToPath(new URL('../../test/replicas/serve.ts', import.meta.url))

/** Starts the replica sites in a process of their own, and ends it when `work` is done. */
export async function withReplicaServers(
  work: (replicas: ReadonlyMap<string, string>) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nianbao-replicas-'))
  const map = join(home, 'replicas.json')
  const args = ['--disable-warning=ExperimentalWarning', program, '--map', map]
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((done) => server.once('close', done))
  try {
    const ready = new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.stdout.once('data', () => {
        done()
      })
      void ended.then((code) => {
        fail(new Error(`the replica sites ended at once (exit ${code ?? 'by a signal'})`))
      })
    })
    await ready
    await work(await loadReplicas(map))
  } finally {
    server.stdin.end()
    await ended
    await rm(home, { recursive: true, force: true })
  }
}
