import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DeriveAnswer, DeriveTask } from './deriveWorker.ts'

/** How a hand ended: at a signal, which is what V8 ends with that is out of memory, or with a line that says why. */
export type HandEnd =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'defect'; readonly message: string }

/** What a hand may take. */
export interface HandBounds {
  readonly megabytes: number
  /** Memory before speed: a fifth less of the one, three quarters more of the time (Node 24.21, 2026-11-22). */
  readonly isLean: boolean
}

/** Who hears of a hand. */
export interface HandListener {
  readonly answer: (answer: DeriveAnswer) => void
  /** Once, after the last answer. */
  readonly end: (end: HandEnd) => void
}

/** A process that derives: what it is given to do, and its end. */
export interface DeriveHand {
  readonly give: (task: DeriveTask) => void
  /** Ends it at once; resolves when it is gone. */
  readonly kill: () => Promise<void>
  /** Lets one that has nothing to do end by itself, which keeps what Node made of its program; resolves when it is gone. */
  readonly dismiss: () => Promise<void>
}

/** MB: V8 would let the young generation of each process grow to 64. */
const youngMegabytes = 2
const program = fileURLToPath(new URL('./deriveWorker.ts', import.meta.url))
/** Of what it says on stderr, as much is kept as names a defect. */
const longestWords = 4096

/**
 * Starts a process that derives. A process and not a thread: one that asks for more memory than it may have in a single step is
 * ended by V8 with all its threads (docs/decisions/0069). Its stdin, stdout and stderr are not ours; it ends when we do.
 */
export function startDeriveHand(
  config: string,
  { megabytes, isLean }: HandBounds,
  listener: HandListener,
): DeriveHand {
  const child = fork(program, [config], {
    serialization: 'advanced',
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${megabytes}`,
      `--max-semi-space-size=${youngMegabytes}`,
      ...(isLean ? ['--optimize-for-size'] : []),
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const words = wordsOf(child)
  const gone = endOf(child).then(([code, signal]) => {
    listener.end(handEnd(code, signal, words()))
  })
  child.on('message', (answer) => {
    // Nobody but deriveWorker.ts is at the other end.
    listener.answer(answer as DeriveAnswer)
  })
  return {
    give(task) {
      // What is sent to a process that has just ended is answered by its end.
      child.send(task, () => undefined)
    },
    async dismiss() {
      if (child.connected) child.disconnect()
      await gone
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

type Exit = readonly [code: number | null, signal: NodeJS.Signals | null]

/** Its exit, when all that it sent has come: not `close`, which does not come after a `disconnect` of ours (Node 24). */
async function endOf(child: ChildProcess): Promise<Exit> {
  const silent = new Promise<void>((done) => {
    child.once('disconnect', done)
  })
  const exit = await new Promise<Exit | null>((done) => {
    child.once('exit', (...how) => {
      done(how)
    })
    // One that could not be started; what cannot be sent to one that runs is answered by its end.
    child.once('error', () => {
      if (child.pid === undefined) done(null)
    })
  })
  if (exit === null) return [null, null]
  if (child.connected) await silent
  return exit
}

/** V8 ends a process by SIGABRT or SIGTRAP, and Windows and some shells make 134 of it. */
function handEnd(code: number | null, signal: NodeJS.Signals | null, words: string): HandEnd {
  if (signal !== null) return { kind: 'signal', signal }
  if (code === aborted) return { kind: 'signal', signal: 'SIGABRT' }
  return { kind: 'defect', message: `a process that derives ended with ${String(code)}: ${words.trim()}` }
}

const aborted = 134

function wordsOf({ stderr }: ChildProcess): () => string {
  let words = ''
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < longestWords) words += text
  })
  return () => words
}
