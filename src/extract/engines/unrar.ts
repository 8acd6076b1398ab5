import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import createUnrar from 'node-unrar-js/dist/js/unrar.js'

/** What UnRAR in WebAssembly calls back, and its memory, which is another array whenever it has grown. */
export interface Unrar {
  readonly HEAPU8: Uint8Array
  extractor: unknown
}

/** RAR packs with a dictionary of 32 MB unless it is told otherwise; there is room for one of 256 MB. A bomb asks for 4 GB. */
const mostBytes = 320 * 1024 * 1024
const page = 64 * 1024

/** Loads an instance of its own, with memory of its own that ends at 320 MB: beyond it UnRAR says that it has not enough. */
export async function loadUnrar(): Promise<Unrar> {
  const thrown = process.listeners('uncaughtException')
  const rejected = process.listeners('unhandledRejection')
  const unrar = await createUnrar({ instantiateWasm })
  // Each instance listens for what goes wrong anywhere in the thread, and would be kept for ever by that.
  for (const one of process.listeners('uncaughtException'))
    if (!thrown.includes(one)) process.off('uncaughtException', one)
  for (const one of process.listeners('unhandledRejection'))
    if (!rejected.includes(one)) process.off('unhandledRejection', one)
  return unrar
}

function instantiateWasm(
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance) => void,
): WebAssembly.Exports {
  const path = fileURLToPath(import.meta.resolve('node-unrar-js/dist/js/unrar.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)), imports)
  const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory)
  if (memory === undefined) throw new Error('this is not the UnRAR that we know')
  limit(memory)
  done(instance)
  return instance.exports
}

/** The library grows the memory through this object and takes whatever is thrown for "no". */
function limit(memory: WebAssembly.Memory): void {
  const grow = memory.grow.bind(memory)
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * page > mostBytes)
      throw new RangeError('no more memory for this archive')
    return grow(pages)
  }
}
