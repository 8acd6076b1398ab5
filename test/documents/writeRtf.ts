import type { Draft, DraftParagraph, DraftTable, Run } from './draft.ts'
import { encodeGb18030Text } from './gb18030.ts'
import { type GridRow, gridRows } from './grid.ts'
import { type Random, random } from './random.ts'

const escaped = (text: string): string => text.replaceAll(/[\\{}]/gu, (sign) => `\\${sign}`)

/** A character as Word writes it: its bytes in GBK, or its number in Unicode with GBK or a question mark for older readers. */
function character(pen: Pen, sign: string): string {
  if (sign === '\n') return '\\line '
  if (sign === '\t') return '\\tab '
  if (/^[ -~]$/u.test(sign)) return escaped(sign)
  const pair = encodeGb18030Text(sign)
  const hex =
    pair === null ? null : [...pair].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('')
  if (hex !== null && pen.unicode < 0.5) return hex
  const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at))
  return units
    .map((unit) => `\\uc${hex === null ? 1 : 2}\\u${unit > 0x7fff ? unit - 0x10000 : unit} ${hex ?? '?'}`)
    .join('')
}

interface Pen {
  readonly dice: Random
  /** From 0 to 1: from one half on in Unicode. */
  readonly unicode: number
  /** Headings numbered so far. */
  numbered: number
}

const words = (pen: Pen, text: string): string => Array.from(text, (sign) => character(pen, sign)).join('')

function runRtf(pen: Pen, { text, setting }: Run): string {
  const written = words(pen, text)
  switch (setting) {
    case 'plain':
      return `{\\f0\\fs20 ${written}}`
    case 'hidden':
      return `{\\v ${written}}`
    case 'deleted':
      return `{\\deleted ${written}}`
    case 'inserted':
      return `{\\revised ${written}}`
    case 'field':
      return `{\\field{\\*\\fldinst { =SUM(LEFT) }}{\\fldrslt {${written}}}}`
    case 'text-box':
      return `{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard\\plain ${written}\\par }}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext ${written}\\par}}}}`
  }
}

const chinese = '一二三四五六七八九'

function paragraphRtf(pen: Pen, { runs, listNumber }: DraftParagraph): string {
  if (listNumber !== null) pen.numbered += 1
  const number =
    listNumber === null
      ? ''
      : `{\\listtext\\pard\\plain ${words(pen, `${chinese[pen.numbered - 1] ?? ''}、`)}}`
  return `\\pard\\plain ${number}${runs.map((run) => runRtf(pen, run)).join('')}\\par\r\n`
}

function definition(pen: Pen, { cells }: GridRow): string {
  let column = 0
  const written = cells.map(({ cell, continued }) => {
    column += cell.columnSpan
    const merge = cell.rowSpan === 1 ? '' : continued ? '\\clvmrg' : '\\clvmgf'
    return `${merge}\\clbrdrt\\brdrs\\cellx${column * 640 + pen.dice.int(0, 8)}`
  })
  return `\\trowd\\trgaph108\\trleft0${written.join('')}`
}

function rowRtf(pen: Pen, row: GridRow): string {
  const gone = row.row.setting === 'deleted'
  const cells = row.cells.map(({ cell, continued }) => {
    const runs = continued
      ? []
      : cell.runs.map((run) => (gone ? { ...run, setting: 'deleted' as const } : run))
    return `\\pard\\intbl ${runs.map((run) => runRtf(pen, run)).join('')}${gone ? '{\\deleted\\cell}' : '\\cell'}`
  })
  const defined = definition(pen, row)
  // Word writes the definition again at the end of the row.
  return `${defined}${cells.join('\r\n')}{${defined}\\row}\r\n`
}

const tableRtf = (pen: Pen, { rows }: DraftTable): string =>
  gridRows(rows)
    .map((row) => rowRtf(pen, row))
    .join('')

/** The draft as RTF in GBK, as Word or WPS would save it; `key` decides how its characters are written. */
export function writeRtf({ blocks }: Draft, key: string): Uint8Array {
  const dice = random(`rtf:${key}`)
  const pen: Pen = { dice, unicode: dice.chance(0.5) ? 1 : 0, numbered: 0 }
  const head =
    "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}\r\n"
  const body = blocks.map((block) =>
    block.kind === 'table' ? tableRtf(pen, block) : paragraphRtf(pen, block),
  )
  return Buffer.from(`${head}${body.join('')}}`, 'latin1')
}
