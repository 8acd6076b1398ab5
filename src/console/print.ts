import { failureOf } from './failureOf.ts'

/** Data goes to stdout. */
export const print = (text: string): void => void process.stdout.write(text)

/** One line of JSON. */
export const printJson = (value: unknown): void => {
  print(`${JSON.stringify(value)}\n`)
}

/** Says on stderr what was thrown, and lets the process end with its exit code. */
export function printFailure(error: unknown): void {
  const { text, exitCode } = failureOf(error)
  process.stderr.write(text)
  process.exitCode = exitCode
}

/** Deals with a stdout that takes no more; to be called once, before anything is printed. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe: no failure of ours, and no reason to stop a run.
    if (error.code === 'EPIPE') return
    printFailure(Object.assign(error, { path: 'standard output' }))
    process.exit()
  })
}
