import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { keepHands } from './keepHands.ts'
import { KeptCall, type KeptAnswer } from './keptCall.ts'

// Runs one command line after the other, so that the program and what V8 made of it are loaded once. Its entry is evaluated for
// every call, and site files are read again, as they may have changed.

const program = pathToFileURL(resolve(import.meta.dirname, '../../src/cli.ts')).href
const isLasting = (url: string): boolean =>
  !url.startsWith('file:') || url.startsWith(new URL('.', program).href) || url.includes('/node_modules/')

keepHands()

let calls = 0
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return isLasting(found.url) ? found : { ...found, url: `${found.url}?call=${calls}` }
  },
})
process.on('message', (message) => {
  calls += 1
  void answerTo(KeptCall.parse(message), calls).then((answer) => process.send?.(answer))
})

async function answerTo({ args, env }: KeptCall, number: number): Promise<KeptAnswer> {
  takeEnvironment(env)
  process.argv.splice(2, Infinity, ...args)
  process.exitCode = undefined
  const stdout = capture('stdout')
  const stderr = capture('stderr')
  await import(`${program}?call=${number}`)
  return { code: exitCode(), stdout: stdout(), stderr: stderr() }
}

const exitCode = (): number => Number(process.exitCode ?? 0)

function takeEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, env)
}

/** Puts a stream in the place of the process's own, and gives what was written to it. */
function capture(name: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = []
  const value = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  Object.defineProperty(process, name, { value, configurable: true })
  return () => Buffer.concat(chunks).toString('utf8')
}
