/**
 * Time from the bytes of a .doc in memory to its tables and to its figures, against word-extractor (text only) on the same
 * bytes, in turn, medians: `node test/bench/doc.ts`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import WordExtractor from 'word-extractor'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { prepareForms } from '../../src/extract/figures/prepareForms.ts'
import { readFigures } from '../../src/extract/figures/readFigures.ts'
import { readDoc } from '../../src/extract/readers/doc.ts'
import { interleaved, type Contender } from './interleaved.ts'

/** Reports of the shared corpus where it is there, and always those that LibreOffice saved. */
function documents(): readonly Buffer[] {
  const corpus = new URL('../../../shared/corpus', import.meta.url).pathname
  const real = existsSync(corpus) ? globSync(`${corpus}/*.doc`) : []
  const saved = globSync(`${new URL('../fixtures/doc', import.meta.url).pathname}/*.doc.gz`)
  console.log(`documents: ${[...real, ...saved].map((file) => basename(file)).join(', ')}`)
  return [...real.map((file) => readFileSync(file)), ...saved.map((file) => gunzipSync(readFileSync(file)))]
}

const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const contenders: readonly Contender<Buffer>[] = [
  { name: 'doc → tables', run: readDoc },
  {
    name: 'doc → figures',
    run: (bytes) =>
      readFigures(
        readDoc(bytes).blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
        prepared,
      ),
  },
  // As another program of ours would use it: a new extractor and the whole body.
  { name: 'word-extractor', run: async (bytes) => (await new WordExtractor().extract(bytes)).getBody() },
]
const medians = await interleaved(contenders, documents(), { rounds: 100 })
const other = medians.get('word-extractor') ?? NaN
for (const [name, own] of medians) {
  console.log(
    `${name.padEnd(18)}${own.toFixed(2).padStart(8)} ms${(own / other).toFixed(2).padStart(8)} × word-extractor`,
  )
}
if ((medians.get('doc → tables') ?? NaN) > 1.5 * other) process.exitCode = 1
