// How fast the HTML reader is beside cheerio on parse5, interleaved in one run: node test/bench/html.ts [rounds]
import { load } from 'cheerio'
import { readHtml } from '../../src/extract/readers/html.ts'

const rounds = Number(process.argv[2] ?? 60)
const page = reportPage(150_000)

const times = { reader: [] as number[], cheerio: [] as number[] }
for (let round = 0; round < rounds; round += 1) {
  times.reader.push(timed(() => readHtml({ text: page, charset: 'utf-8' }).blocks.length))
  times.cheerio.push(timed(() => load(page)('td').length))
}
const [reader, cheerio] = [median(times.reader), median(times.cheerio)]
process.stdout.write(
  `${page.length} characters: reader ${reader.toFixed(2)} ms, cheerio (parse only) ${cheerio.toFixed(2)} ms, ${(cheerio / reader).toFixed(1)} times\n`,
)

/** A page like those pasted from Word: a third of a table is styles. */
function reportPage(length: number): string {
  const cell = (text: string): string =>
    `<td style="border:1px solid windowtext;padding:0 7px" width="60"><p style="text-align:center"><span style="font-family:仿宋;font-size:14px">${text}</span><o:p></o:p></p></td>`
  const row = `<tr style="height:19px">${['1.属于国家秘密', ...Array<string>(7).fill('0')].map(cell).join('')}</tr>`
  const rows = row.repeat(Math.floor((length * 0.9) / row.length))
  const prose = `<p style="text-indent:2em">${'全年主动公开政府信息。'.repeat(20)}</p>`
  return `<html><head><title>年报</title></head><body>${prose.repeat(Math.ceil((length * 0.1) / prose.length))}<table>${rows}</table></body></html>`
}

function timed(work: () => number): number {
  const start = performance.now()
  if (work() === 0) throw new Error('nothing was read')
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
