import { workerData } from 'node:worker_threads'
import { UnrarError } from 'node-unrar-js'
import { unpackWith } from './rarExtractor.ts'
import type { RarEngineFault, RarFiles, RarQuestion } from './rarFiles.ts'
import { loadUnrar, type Unrar } from './unrar.ts'
import type { Desk } from './waitingEngine.ts'

const { port, signal } = workerData as Desk

const faults: Readonly<Partial<Record<UnrarError['reason'], RarEngineFault>>> = {
  ERAR_MISSING_PASSWORD: 'encrypted',
  ERAR_BAD_PASSWORD: 'encrypted',
  ERAR_NO_MEMORY: 'too large',
}

/** A new one after a fault: what is left of its memory is anybody's guess. */
let unrar: Unrar | null = null

async function answer(question: RarQuestion): Promise<RarFiles> {
  try {
    unrar ??= await loadUnrar()
    return unpackWith(unrar, question)
  } catch (error) {
    unrar = null
    if (error instanceof UnrarError) {
      const where = error.file === undefined ? '' : `${error.file}: `
      return { kind: 'fault', fault: faults[error.reason] ?? 'damaged', what: `${where}${error.message}` }
    }
    const what = error instanceof Error ? error.message : String(error)
    return { kind: 'fault', fault: 'too large', what: `UnRAR gave up on it (${what})` }
  }
}

port.on('message', (question: RarQuestion) => {
  void answer(question).then((found) => {
    port.postMessage(found, found.kind === 'files' ? found.files.map(({ bytes }) => bytes.buffer) : [])
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})
