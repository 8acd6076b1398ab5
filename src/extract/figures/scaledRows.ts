import type { Word } from './formWord.ts'
import type { LabelMemory } from './labelMemory.ts'
import { normaliseLabel } from './normaliseLabel.ts'

/** A caption, and the rows of the form whose counts alone it gives in ten thousands (`注：行政处罚数量单位为万件`). */
export interface ScaledRows {
  /** What the caption says of all rows. */
  readonly rest: string
  readonly rows: readonly Word[]
}

const counted = '(?:的?(?:本年度?)?(?:处理决定|项目)?(?:数量|件数|数据|数))?'
/** Nothing but names of rows, and a unit of counts. */
const sentence = new RegExp(
  `^[(]?(?:(?:备?注|说明)\\d?:?)?(?<names>[^,。;:()]+?)${counted}的?(?:计量)?单位(?:均|都)?[:为是]?[百千万亿]+(?:件|项|个|次|条|份|宗|起|笔|人次?)[)]?$`,
  'u',
)

/**
 * Takes the sentences of a caption apart that speak of rows of the form by their labels and of nothing else. `isPrinted`: some
 * table has a row of that label; else the sentence may speak of a row whose label is misprinted, and holds for all.
 */
export function scaledRows(text: string, memory: LabelMemory, isPrinted: (row: Word) => boolean): ScaledRows {
  if (!text.includes('单位') || !/[百千万亿]/u.test(text)) return { rest: text, rows: [] }
  const parts = text.split(/[。；;]/u)
  const found = parts.map((part) => rowsOf(part, memory, isPrinted))
  if (found.every((rows) => rows.length === 0)) return { rest: text, rows: [] }
  const rest = parts.filter((_, at) => found[at]?.length === 0)
  return { rest: rest.join('。'), rows: found.flat() }
}

/** The rows that a sentence names; none where any of its names is no label of a printed row. */
function rowsOf(text: string, memory: LabelMemory, isPrinted: (row: Word) => boolean): readonly Word[] {
  const tight = text.normalize('NFKC').replace(/\s+/gu, '')
  const names = sentence.exec(tight)?.groups?.['names']?.split(/[、和及与]/u) ?? []
  const words = names.map((name) =>
    memory
      .words(normaliseLabel(name))
      .filter((word) => word.kind === 'row' && word.label.length > 2 && isPrinted(word)),
  )
  return words.every((each) => each.length > 0) ? words.flat() : []
}
