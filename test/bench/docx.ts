import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { load } from 'cheerio'
import mammoth from 'mammoth'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { prepareForms } from '../../src/extract/figures/prepareForms.ts'
import { readFigures } from '../../src/extract/figures/readFigures.ts'
import { readDocx } from '../../src/extract/readers/docx.ts'
import { readZip } from '../../src/extract/readers/zip.ts'
import type { Table } from '../../src/model/document.ts'
import { bundleDeriver } from '../../src/pipeline/deriveBundle.ts'
import { loneBundle } from '../../src/pipeline/loneBundle.ts'
import { docxOf, goesOn, p, restart, span, tbl, tr } from '../docxMade.ts'

/** Something that is done with a docx, to be compared. */
export interface DocxContender {
  readonly name: string
  readonly run: (bytes: Buffer) => unknown
}

/** Median of one contender over all rounds and documents. */
export interface DocxResult {
  readonly name: string
  readonly milliseconds: number
  /** Multiple of floor L: native inflate of `word/document.xml` and visiting every tag once. */
  readonly timesFloor: number
  /** Share of what mammoth + cheerio takes. */
  readonly timesMammoth: number
}

const floorName = 'floor L'
const mammothName = 'mammoth + cheerio'

/**
 * Reads documents in `rounds` rounds, all contenders in turn on each document, so that noise meets them alike.
 * `extra` are further contenders, such as docx → figures.
 */
export async function benchDocx(
  extra: readonly DocxContender[] = [],
  rounds = 60,
): Promise<readonly DocxResult[]> {
  const documents = await inputs()
  const floors = new Map(documents.map((bytes) => [bytes, deflateRawSync(documentXmlOf(bytes))]))
  const contenders: readonly DocxContender[] = [
    { name: floorName, run: (bytes) => visitTags(inflateRawSync(floors.get(bytes) ?? bytes)) },
    { name: 'docx → tables', run: readDocx },
    ...extra,
    { name: mammothName, run: tablesByMammoth },
  ]
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = -rounds / 4; round < rounds; round++) {
    for (const bytes of documents) {
      for (const { name, run } of contenders) {
        const start = performance.now()
        await run(bytes)
        // The first quarter of the rounds only warms the compiler.
        if (round >= 0) times.get(name)?.push(performance.now() - start)
      }
    }
  }
  const medians = new Map([...times].map(([name, all]) => [name, median(all)]))
  const floor = medians.get(floorName) ?? NaN
  const slow = medians.get(mammothName) ?? NaN
  return [...medians].map(([name, milliseconds]) => ({
    name,
    milliseconds,
    timesFloor: milliseconds / floor,
    timesMammoth: milliseconds / slow,
  }))
}

export function printDocx(results: readonly DocxResult[]): void {
  const lines = results.map(
    ({ name, milliseconds, timesFloor, timesMammoth }) =>
      name.padEnd(20) +
      `${milliseconds.toFixed(2)} ms`.padStart(12) +
      `${timesFloor.toFixed(1)} × L`.padStart(12) +
      `${(1 / timesMammoth).toFixed(1)} × as fast as mammoth`.padStart(30),
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

function documentXmlOf(bytes: Buffer): Buffer {
  const xml = readZip(bytes).read('word/document.xml')
  if (xml === null) throw new Error('a document of the bench has no word/document.xml')
  return xml
}

function visitTags(xml: Buffer): number {
  const text = xml.toString('latin1')
  let tags = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) tags++
  return tags
}

async function tablesByMammoth(bytes: Buffer): Promise<string[][][]> {
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, { externalFileAccess: false })
  const $ = load(value)
  return $('table')
    .toArray()
    .map((table) =>
      $(table)
        .find('tr')
        .toArray()
        .map((row) =>
          $(row)
            .find('td, th')
            .toArray()
            .map((cell) => $(cell).text()),
        ),
    )
}

/** The shared corpus where it is there, and always one made report in Word's form (about 280 KB of XML). */
async function inputs(): Promise<readonly Buffer[]> {
  const corpus = new URL('../../../shared/corpus', import.meta.url).pathname
  const files = existsSync(corpus) ? globSync(`${corpus}/*.docx`) : []
  process.stdout.write(`documents: ${[...files.map((file) => basename(file)), 'one made'].join(', ')}\n`)
  return [...files.map((file) => readFileSync(file)), await madeReport()]
}

/** As wordy as Word: about 800 bytes of properties around each cell. */
function madeReport(): Promise<Buffer> {
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`
  const fonts =
    '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar"/></w:rPr>'
  const cell = (text: string, properties = '') =>
    `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>${properties}<w:tcBorders>${['top', 'left', 'bottom', 'right'].map(border).join('')}</w:tcBorders><w:vAlign w:val="center"/></w:tcPr>` +
    `<w:p><w:pPr><w:widowControl/><w:jc w:val="center"/>${fonts}</w:pPr><w:r>${fonts}<w:t>${text}</w:t></w:r></w:p></w:tc>`
  const row = (n: number) =>
    tr(
      cell(n % 8 === 0 ? `（${n}）不予公开` : '', n % 8 === 0 ? restart : goesOn),
      cell(`${n}.属于国家秘密`, span(2)),
      ...Array.from({ length: 7 }, (_, column) => cell(String((n * 37 + column * 11) % 900))),
    )
  const rows = Array.from({ length: 32 }, (_, n) => row(n))
  return docxOf(p('某市2023年政府信息公开工作年度报告') + p('正文。'.repeat(800)) + tbl(...rows))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** Bytes in memory to figures with their cells, and to the checked report as it is filed. */
async function throughTheProgram(): Promise<readonly DocxContender[]> {
  const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
  const prepared = prepareForms(knowledge.forms, knowledge.labels)
  const derive = bundleDeriver(knowledge)
  const onSite = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const tablesOf = (bytes: Buffer): readonly Table[] =>
    readDocx(bytes).blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  return [
    { name: 'docx → figures', run: (bytes) => readFigures(tablesOf(bytes), prepared) },
    { name: 'docx → filed report', run: (bytes) => derive(loneBundle(bytes, 'report.docx', onSite)) },
  ]
}

if (import.meta.main) printDocx(await benchDocx(await throughTheProgram()))
