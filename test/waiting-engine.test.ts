import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTellingEngine, openWaitingEngine } from '../src/extract/engines/waitingEngine.ts'

/** A thread that answers each question as these lines say; `sleep` holds it up, `put` and `call` are the two halves of telling. */
const threadThat = (lines: string): string => `
  import { workerData } from 'node:worker_threads'
  const { port, signal } = workerData
  const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  const put = (part) => { port.postMessage(part); Atomics.add(signal, 0, 1) }
  const call = () => Atomics.notify(signal, 0)
  port.on('message', (question) => { ${lines} })`

describe('A thread that is waited for', () => {
  let folder = ''
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'nianbao-waiting-'))))
  afterAll(() => rm(folder, { recursive: true }))

  async function program(name: string, lines: string): Promise<URL> {
    const path = join(folder, `${name}.mjs`)
    await writeFile(path, threadThat(lines))
    return pathToFileURL(path)
  }
  const limits = { megabytes: 64, milliseconds: 20_000 }

  test('is not given up because a call comes for what was heard already', async () => {
    const thread = await program('early', 'call(); sleep(50); call(); sleep(50); put(question); call()')
    const ask = openWaitingEngine(thread, limits, 'late')
    expect([ask('one'), ask('two')]).toEqual(['one', 'two'])
  })

  test('tells parts in their order, also those whose calls come late or not at all', async () => {
    const thread = await program(
      'parts',
      'put(1); sleep(30); call(); put(2); put(3); call(); sleep(30); put(0)',
    )
    const ask = openTellingEngine<number>(thread, limits, -1)
    const heard: number[] = []
    for (let question = 0; question < 2; question += 1)
      ask(question, (part) => {
        heard.push(part)
        return part !== 0
      })
    expect(heard).toEqual([1, 2, 3, 0, 1, 2, 3, 0])
  })

  test('is ended when waiting takes too long, also behind a part, and the next question gets another', async () => {
    const thread = await program(
      'slow',
      'put(question); call(); if (question === 1) sleep(60_000); put(0); call()',
    )
    const ask = openTellingEngine<number>(thread, { ...limits, milliseconds: 2000 }, -1)
    const heard: number[] = []
    for (const question of [1, 2])
      ask(question, (part) => {
        heard.push(part)
        return part > 0
      })
    expect(heard).toEqual([1, -1, 2, 0])
  })
})
