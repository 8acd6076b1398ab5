import { parentPort } from 'node:worker_threads'
import { hashBufferSize, hashFile, type HashedFile } from './hashFile.ts'

/** What the pool sends: paths; and what comes back: what each of them holds, in the same order. */
export type HashTask = readonly string[]
export type HashAnswer = readonly HashedFile[]

const buffer = Buffer.allocUnsafeSlow(hashBufferSize)

parentPort?.on('message', (paths: HashTask) => {
  parentPort?.postMessage(paths.map((path) => hashFile(path, buffer)) satisfies HashAnswer)
})
