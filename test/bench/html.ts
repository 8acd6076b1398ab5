/**
 * A page of HTML to tables and paragraphs, against cheerio on parse5 on the same pages: only parsing them, and giving their cells too.
 * Aim: at most half of the time that parsing alone takes there. Run: `node test/bench/html.ts`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { readHtml } from '../../src/extract/readers/html.ts'
import { interleaved, type Contender } from './interleaved.ts'

/** A page like those pasted from Word: a third of a table is styles. */
function reportPage(length: number): string {
  const cell = (text: string): string =>
    `<td style="border:1px solid windowtext;padding:0 7px" width="60"><p style="text-align:center"><span style="font-family:仿宋;font-size:14px">${text}</span><o:p></o:p></p></td>`
  const row = `<tr style="height:19px">${['1.属于国家秘密', ...Array<string>(7).fill('0')].map(cell).join('')}</tr>`
  const rows = row.repeat(Math.floor((length * 0.9) / row.length))
  const prose = `<p style="text-indent:2em">${'全年主动公开政府信息。'.repeat(20)}</p>`
  return `<html><head><title>年报</title></head><body>${prose.repeat(Math.ceil((length * 0.1) / prose.length))}<table>${rows}</table></body></html>`
}

/** Pages of the shared corpus where it is there, and always a made one of 150,000 characters. */
function pages(): readonly string[] {
  const corpus = new URL('../../../shared/corpus', import.meta.url).pathname
  const real = existsSync(corpus) ? globSync(`${corpus}/*.html`) : []
  return [...real.map((file) => readFileSync(file, 'utf8')), reportPage(150_000)]
}

function cellsOf(page: string): readonly (readonly string[])[] {
  const $ = load(page)
  return $('tr')
    .toArray()
    .map((row) =>
      $(row)
        .find('td, th')
        .toArray()
        .map((cell) => $(cell).text()),
    )
}

const ownName = 'html → tables'
const parseName = 'cheerio, parsing only'
const contenders: readonly Contender<string>[] = [
  { name: ownName, run: (text) => readHtml({ text, charset: 'utf-8' }) },
  { name: parseName, run: load },
  { name: 'cheerio → cells', run: cellsOf },
]
const medians = await interleaved(contenders, pages())
const parsing = medians.get(parseName) ?? NaN
for (const [name, milliseconds] of medians) {
  const ratio = (milliseconds / parsing).toFixed(2)
  console.log(
    `${name.padEnd(24)}${milliseconds.toFixed(2).padStart(8)} ms${ratio.padStart(8)} × cheerio parsing only`,
  )
}
if ((medians.get(ownName) ?? NaN) > 0.5 * parsing) process.exitCode = 1
