/**
 * PDF to tables and paragraphs, against getTextContent of pdfjs over the same files, which gives neither: `node test/bench/pdf.ts
 * [FILE…]`. All contenders in turn on each file, medians. Aim: at most 0.3 × pdfjs. pdfjs-dist is no dependency, because it brings
 * native canvases of 30 MB that `npm ci` cannot pin: `npm install --no-save pdfjs-dist@6.5.438`; without it only our time is shown.
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

/** The part of pdfjs that gives text. */
interface Pdfjs {
  getDocument(source: object): { readonly promise: Promise<PdfjsDocument>; destroy(): Promise<void> }
}
interface PdfjsDocument {
  readonly numPages: number
  getPage(number: number): Promise<{ getTextContent(): Promise<{ readonly items: readonly unknown[] }> }>
}

/** pdfjs takes the bytes for itself, so it gets a copy; without its cMaps it gives no text. */
async function textOf(pdfjs: Pdfjs, bytes: Uint8Array): Promise<number> {
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
  }
  await task.destroy()
  return count
}

const contenders: readonly Contender<Uint8Array>[] = [
  { name: 'PDF → tables', run: readPdf },
  ...(pdfjs === null ? [] : [{ name: 'pdfjs, text only', run: (bytes: Uint8Array) => textOf(pdfjs, bytes) }]),
]
const medians = await interleaved(contenders, files, { rounds: 20 })
for (const [name, milliseconds] of medians)
  console.log(`${name.padEnd(20)}${milliseconds.toFixed(1).padStart(8)} ms a file`)
const ratio = (medians.get('PDF → tables') ?? NaN) / (medians.get('pdfjs, text only') ?? NaN)
console.log(
  pdfjs === null ? 'pdfjs-dist is not installed: nothing to compare with' : `${ratio.toFixed(2)} × pdfjs`,
)
if (ratio > 0.3) process.exitCode = 1
