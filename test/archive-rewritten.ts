import { hash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeLine, noLine } from '../src/archive/ledgerLine.ts'
import { Capture } from '../src/model/capture.ts'
import { Run } from '../src/model/run.ts'

/** The lines of a ledger byte for byte, without their line feeds. */
export const linesOf = (path: string) =>
  readFileSync(path, 'latin1')
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line, 'latin1'))

const runText = (run: Run): string => `${JSON.stringify(run, null, 2)}\n`

/** What somebody can do who may write here and has no key: another title in line 1, and every other hash made to fit. */
export function rewrite(folder: string): void {
  const ledger = join(folder, 'gongshu/captures.jsonl')
  let prev = noLine
  const lines = linesOf(ledger).map((line, index) => {
    const capture = Capture.parse(JSON.parse(line.toString().replace(/,"check":"\w{64}"\}$/u, '}')))
    const title = index === 0 ? '改过的标题' : capture.title
    const made = encodeLine({ ...capture, prev, title })
    prev = hash('sha256', made)
    return made
  })
  writeFileSync(ledger, lines.map((line) => `${line}\n`).join(''))
  rmSync(join(folder, 'gongshu/index.json'))
  let previous: Run['previous'] = null
  for (const name of readdirSync(join(folder, 'runs')).sort((a, b) => a.length - b.length)) {
    const path = join(folder, 'runs', name)
    const run: Run = Run.parse(JSON.parse(readFileSync(path, 'utf8')))
    const ledgers = { gongshu: { lines: lines.length, last: prev } }
    const text = runText({ ...run, ledgers, previous })
    writeFileSync(path, text)
    previous = { file: name, sha256: hash('sha256', text) }
  }
}
