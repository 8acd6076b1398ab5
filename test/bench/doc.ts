/**
 * Time from the bytes of a .doc in memory to its tables and to its figures, against word-extractor (text only) on the same
 * bytes, in turn, medians: `node test/bench/doc.ts`. word-extractor is no dependency: without it only our own times are shown.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { prepareForms } from '../../src/extract/figures/prepareForms.ts'
import { readFigures } from '../../src/extract/figures/readFigures.ts'
import { readDoc } from '../../src/extract/readers/doc.ts'

interface Contender {
  readonly name: string
  readonly run: (bytes: Buffer) => unknown
}

const rounds = 60
const wordExtractor = 'word-extractor'

/** Reports of the shared corpus where it is there, and always those that LibreOffice saved. */
function documents(): readonly Buffer[] {
  const corpus = new URL('../../../shared/corpus', import.meta.url).pathname
  const real = existsSync(corpus) ? globSync(`${corpus}/*.doc`) : []
  const saved = globSync(`${new URL('../fixtures/doc', import.meta.url).pathname}/*.doc.gz`)
  console.log(`documents: ${[...real, ...saved].map((file) => basename(file)).join(', ')}`)
  return [...real.map((file) => readFileSync(file)), ...saved.map((file) => gunzipSync(readFileSync(file)))]
}

/** As another program of ours would use it: a new extractor and the whole body. */
function theOther(): readonly Contender[] {
  const require = createRequire(import.meta.url)
  let found: unknown
  try {
    found = require(wordExtractor)
  } catch {
    console.log(`skipped: ${wordExtractor} is not installed`)
    return []
  }
  const Extractor = z
    .custom<new () => { extract: (bytes: Buffer) => Promise<{ getBody: () => string }> }>()
    .parse(found)
  const run = async (bytes: Buffer): Promise<string> => (await new Extractor().extract(bytes)).getBody()
  return [{ name: wordExtractor, run }]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const contenders: readonly Contender[] = [
  { name: 'doc → tables', run: readDoc },
  {
    name: 'doc → figures',
    run: (bytes) =>
      readFigures(
        readDoc(bytes).blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
        prepared,
      ),
  },
  ...theOther(),
]
const inputs = documents()
const times = new Map(contenders.map(({ name }) => [name, [] as number[]]))
for (let round = -rounds / 4; round < rounds; round += 1) {
  for (const bytes of inputs) {
    for (const { name, run } of contenders) {
      const start = performance.now()
      await run(bytes)
      // The first quarter of the rounds only warms the compiler.
      if (round >= 0) times.get(name)?.push(performance.now() - start)
    }
  }
}
const other = median(times.get(wordExtractor) ?? [])
for (const [name, all] of times) {
  const own = median(all)
  console.log(
    `${name.padEnd(18)}${own.toFixed(2).padStart(8)} ms${(own / other).toFixed(2).padStart(8)} × ${wordExtractor}`,
  )
}
