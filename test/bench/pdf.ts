/**
 * PDF to tables and paragraphs, against pdfjs over the same files: `node test/bench/pdf.ts [FILE…]`. All contenders in turn on each
 * file, medians. pdfjs gives neither tables nor paragraphs, so it is asked for what they are made of:
 * - `text and rules`: getTextContent and getOperatorList of each page. The ruling lines stand in the operator list alone, so that no
 *   reader of tables can do with less. This is what the aim is measured by, at most 0.3 × pdfjs, and what the exit code tells.
 * - `text only`: getTextContent, as if a table needed no lines. Shown beside it, because it is what people call "reading with pdfjs".
 *
 * pdfjs-dist is no dependency, because it brings native canvases of 30 MB that `npm ci` cannot pin: `npm install --no-save
 * pdfjs-dist@6.5.438`; without it only our time is shown, and nothing is judged.
 */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readPdf } from '../../src/extract/readers/pdf.ts'
import { interleaved, type Contender } from './interleaved.ts'

const given = process.argv.slice(2)
const folder = fileURLToPath(new URL('../fixtures/pdf', import.meta.url))
const files = (given.length > 0 ? given : globSync(`${folder}/*.pdf`)).map(
  (path) => new Uint8Array(readFileSync(path)),
)
const pdfjsModule = 'pdfjs-dist/legacy/build/pdf.mjs'
const pdfjs = await import(pdfjsModule).then(
  (found) => z.custom<Pdfjs>().parse(found),
  () => null,
)

/** The part of pdfjs that gives text and what is drawn. */
interface Pdfjs {
  getDocument(source: object): { readonly promise: Promise<PdfjsDocument>; destroy(): Promise<void> }
}
interface PdfjsDocument {
  readonly numPages: number
  getPage(number: number): Promise<{
    getTextContent(): Promise<{ readonly items: readonly unknown[] }>
    getOperatorList(): Promise<{ readonly fnArray: readonly number[] }>
  }>
}

/** pdfjs takes the bytes for itself, so it gets a copy; without its cMaps it gives no text. */
async function readWith(pdfjs: Pdfjs, bytes: Uint8Array, withRules: boolean): Promise<number> {
  const cMapUrl = fileURLToPath(new URL('../../cmaps/', import.meta.resolve(pdfjsModule)))
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    cMapUrl,
    cMapPacked: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  const document = await task.promise
  let count = 0
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    count += (await page.getTextContent()).items.length
    if (withRules) count += (await page.getOperatorList()).fnArray.length
  }
  await task.destroy()
  return count
}

const own = 'PDF → tables'
const others = { 'pdfjs, text and rules': true, 'pdfjs, text only': false } as const
const contenders: readonly Contender<Uint8Array>[] = [
  { name: own, run: readPdf },
  ...Object.entries(pdfjs === null ? {} : others).map(([name, withRules]) => ({
    name,
    run: (bytes: Uint8Array) => pdfjs && readWith(pdfjs, bytes, withRules),
  })),
]
const medians = await interleaved(contenders, files, { rounds: 20 })
const ratioTo = (name: keyof typeof others): number => (medians.get(own) ?? NaN) / (medians.get(name) ?? NaN)
for (const [name, milliseconds] of medians)
  console.log(`${name.padEnd(24)}${milliseconds.toFixed(1).padStart(8)} ms a file`)
if (pdfjs === null) console.log('pdfjs-dist is not installed: nothing to compare with')
else {
  console.log(`${ratioTo('pdfjs, text and rules').toFixed(2)} × pdfjs, text and rules (aim: at most 0.30)`)
  console.log(`${ratioTo('pdfjs, text only').toFixed(2)} × pdfjs, text only`)
  if (ratioTo('pdfjs, text and rules') > 0.3) process.exitCode = 1
}
