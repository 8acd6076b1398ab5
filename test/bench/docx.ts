/**
 * A .docx from its bytes in memory to tables, to figures with their cells, and to the checked report as it is filed; against floor L
 * (native inflate of `word/document.xml` and visiting every tag once) and against mammoth + cheerio: `node test/bench/docx.ts`.
 */
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
import { interleaved, type Contender } from './interleaved.ts'

const floorName = 'floor L'
const mammothName = 'mammoth + cheerio'
const figuresName = 'docx → figures'
const filedName = 'docx → filed report'

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

/** Bytes in memory to figures with their cells, and to the checked report as it is filed. */
async function throughTheProgram(): Promise<readonly Contender<Buffer>[]> {
  const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
  const prepared = prepareForms(knowledge.forms, knowledge.labels)
  const derive = bundleDeriver(knowledge)
  const onSite = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const tablesOf = (bytes: Buffer): readonly Table[] =>
    readDocx(bytes).blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  return [
    { name: figuresName, run: (bytes) => readFigures(tablesOf(bytes), prepared) },
    { name: filedName, run: (bytes) => derive(loneBundle(bytes, 'report.docx', onSite)) },
  ]
}

const documents = await inputs()
const floors = new Map(documents.map((bytes) => [bytes, deflateRawSync(documentXmlOf(bytes))]))
const medians = await interleaved(
  [
    { name: floorName, run: (bytes) => visitTags(inflateRawSync(floors.get(bytes) ?? bytes)) },
    { name: 'docx → tables', run: readDocx },
    ...(await throughTheProgram()),
    { name: mammothName, run: tablesByMammoth },
  ],
  documents,
)
const timeOf = (name: string): number => medians.get(name) ?? NaN
for (const [name, milliseconds] of medians) {
  const floors = `${(milliseconds / timeOf(floorName)).toFixed(1)} × L`
  const faster = `${(timeOf(mammothName) / milliseconds).toFixed(1)} × as fast as mammoth`
  console.log(
    `${name.padEnd(20)}${`${milliseconds.toFixed(2)} ms`.padStart(12)}${floors.padStart(12)}${faster.padStart(30)}`,
  )
}
const missed =
  timeOf(figuresName) > 5 * timeOf(floorName) ||
  timeOf(mammothName) < 25 * timeOf(figuresName) ||
  timeOf(filedName) > 10 * timeOf(floorName)
if (missed) process.exitCode = 1
