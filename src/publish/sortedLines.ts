import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Staging } from './staging.ts'

/** Lines held in memory before they go to a file, where nothing else is asked for. */
const many = 50_000

/** Sorts lines (by code unit, which for ASCII is by byte) without holding them all: sorted runs in files, then merged. */
export class SortedLines {
  readonly #staging: Staging
  readonly #name: string
  readonly #many: number
  #runs = 0
  #waiting: string[] = []

  /** `name`: of the files below the staging folder. */
  constructor(staging: Staging, name: string, atATime = many) {
    this.#staging = staging
    this.#name = name
    this.#many = atATime
  }

  async add(line: string): Promise<void> {
    this.#waiting.push(line)
    if (this.#waiting.length >= this.#many) await this.#spill()
  }

  /** All lines in order, each once. To be called once, at the end. */
  async *inOrder(): AsyncGenerator<string> {
    await this.#spill()
    const runs = Array.from({ length: this.#runs }, (_, run) =>
      lines(this.#staging.path(`${this.#name}.${run}`)),
    )
    const heads = await Promise.all(runs.map((run) => run.next()))
    let last: string | null = null
    for (;;) {
      const next = least(heads)
      if (next === null) return
      const { line, at } = next
      if (line !== last) yield line
      last = line
      const run = runs[at]
      if (run !== undefined) heads[at] = await run.next()
    }
  }

  async #spill(): Promise<void> {
    if (this.#waiting.length === 0) return
    const text = this.#waiting.sort(byCodeUnit).map((line) => `${line}\n`)
    this.#waiting = []
    await this.#staging.write(`${this.#name}.${this.#runs}`, text.join(''))
    this.#runs += 1
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function least(heads: readonly IteratorResult<string, unknown>[]): { line: string; at: number } | null {
  let found: { line: string; at: number } | null = null
  for (const [at, head] of heads.entries()) {
    if (head.done !== true && (found === null || head.value < found.line)) found = { line: head.value, at }
  }
  return found
}

function lines(path: string): AsyncIterator<string, unknown> {
  return createInterface({ input: createReadStream(path), crlfDelay: Infinity })[Symbol.asyncIterator]()
}
