import { readDoc } from '../src/extract/readers/doc.ts'
import {
  docBytes,
  type DocBox,
  type DocParagraph,
  type DocRun,
  long,
  short,
  sprm,
} from './documents/docBytes.ts'
import { random } from './documents/random.ts'

const none = Buffer.alloc(0)

/** Characters with these properties. */
export const run = (text: string, ...properties: readonly Buffer[]): DocRun => ({
  text,
  properties: Buffer.concat(properties),
})

/** A paragraph of runs or plain text that ends in a mark, `\r` unless said otherwise. */
export const para = (
  words: string | readonly DocRun[],
  { mark = '\r', properties = none }: { readonly mark?: string; readonly properties?: Buffer } = {},
): DocParagraph => ({ runs: [...(typeof words === 'string' ? [run(words)] : words), run(mark)], properties })

const depth = (level: number): Buffer => Buffer.concat([sprm(0x2416, [1]), sprm(0x6649, long(level))])

/** A cell, in a table that is nested in others from level 2 on. */
export const cell = (words: string | readonly DocRun[], level = 1): DocParagraph =>
  level === 1
    ? para(words, { mark: '\x07', properties: depth(1) })
    : para(words, { properties: Buffer.concat([depth(level), sprm(0x244b, [1])]) })

/** `sprmTDefTable`: edges in twips and the first two bytes of each TC80. */
export function define(edges: readonly number[], flags: readonly number[] = []): Buffer {
  const cells = edges.slice(1).map((_, index) => flags[index] ?? 0)
  const rest = Buffer.from([
    cells.length,
    ...edges.flatMap((edge) => short(edge & 0xffff)),
    ...cells.flatMap((bits) => [...short(bits), ...new Array<number>(18).fill(0)]),
  ])
  return sprm(0xd608, Buffer.concat([Buffer.from(short(rest.length + 1)), rest]))
}

/** The end of a row, with what it says of its cells. */
export const rowEnd = (level: number, ...properties: readonly Buffer[]): DocParagraph =>
  level === 1
    ? para('', { mark: '\x07', properties: Buffer.concat([depth(1), sprm(0x2417, [1]), ...properties]) })
    : para('', { properties: Buffer.concat([depth(level), sprm(0x244c, [1]), ...properties]) })

/** A row of plain cells between these edges. */
export const row = (
  words: readonly string[],
  edges: readonly number[],
  flags: readonly number[] = [],
): readonly DocParagraph[] => [...words.map((text) => cell(text)), rowEnd(1, define(edges, flags))]

export const bytesOf = (body: readonly DocParagraph[], boxes: readonly DocBox[] = []): Buffer =>
  docBytes(body, boxes, random('made'))

/** Each cell as `text@column+columns×rows`, each paragraph as its text. */
export function shown(bytes: Buffer): readonly string[] {
  return readDoc(bytes).blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block.text]
      : block.table.rows.map((own) =>
          own.map((one) => `${one.text}@${one.column}+${one.columnSpan}×${one.rowSpan}`).join(' '),
        ),
  )
}
