import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { isLong } from './everyday.ts'
import { KeptCall } from './keptCall.ts'

/** Calls after which a process makes way for a fresh one: each leaves a little behind. */
const mostCalls = 200

/**
 * Vitest calls this before all test files. In the everyday run `nianbao()` (test/running/nianbao.ts) then finds at
 * NIANBAO_KEPT processes that have the program loaded; the long run starts a process for every command line, as people do.
 * One process answers one call at a time: as many are started as are wanted at once.
 */
export default async function keepProcesses(): Promise<() => Promise<void>> {
  if (isLong) return () => Promise.resolve()
  const home = await mkdtemp(join(tmpdir(), 'nianbao-kept-'))
  const idle: Kept[] = []
  const all = new Set<ChildProcess>()

  const start = (): Kept => {
    const child = fork(resolve(import.meta.dirname, 'keptProcess.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      cwd: resolve(import.meta.dirname, '../..'),
    })
    all.add(child)
    child.once('exit', () => all.delete(child))
    return { child, calls: 0 }
  }
  const answer = async (socket: Socket): Promise<void> => {
    const call = KeptCall.parse(JSON.parse(await text(socket)))
    const kept = idle.pop() ?? start()
    socket.end(JSON.stringify(await ask(kept.child, call)))
    kept.calls += 1
    if (kept.calls < mostCalls) idle.push(kept)
    else kept.child.kill()
  }

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    answer(socket).catch((error: unknown) => socket.destroy(error instanceof Error ? error : undefined))
  })
  const path = join(home, 'socket')
  server.listen(path)
  await once(server, 'listening')
  process.env['NIANBAO_KEPT'] = path
  return async () => {
    server.close()
    for (const child of all) child.kill()
    await rm(home, { recursive: true })
  }
}

interface Kept {
  readonly child: ChildProcess
  calls: number
}

function ask(child: ChildProcess, call: KeptCall): Promise<unknown> {
  return new Promise((done, fail) => {
    const died = (): void => {
      child.off('message', said)
      fail(new Error(`a kept process ended while it ran nianbao ${call.args.join(' ')}`))
    }
    const said = (answer: unknown): void => {
      child.off('exit', died)
      done(answer)
    }
    child.once('message', said).once('exit', died)
    child.send(call)
  })
}
