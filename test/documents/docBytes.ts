import type { Random } from './random.ts'
import { writeCfb } from './writeCfb.ts'

/** Characters of one look, with the properties that give it (sprms of [MS-DOC] 2.6.1). */
export interface DocRun {
  readonly text: string
  readonly properties: Buffer
}

/** A paragraph: its runs, the last of which ends in its mark, and its properties (sprms of [MS-DOC] 2.6.2). */
export interface DocParagraph {
  readonly runs: readonly DocRun[]
  readonly properties: Buffer
}

/** The text of a text box that is anchored at a character of the body. */
export interface DocBox {
  readonly anchor: number
  readonly paragraphs: readonly DocParagraph[]
}

/** One property: its number and its operand. */
export function sprm(number: number, operand: readonly number[] | Buffer): Buffer {
  return Buffer.concat([Buffer.from([number & 0xff, number >>> 8]), Buffer.from(operand)])
}

export const long = (value: number): readonly number[] => [
  value & 0xff,
  (value >>> 8) & 0xff,
  (value >>> 16) & 0xff,
  value >>> 24,
]
export const short = (value: number): readonly number[] => [value & 0xff, (value >>> 8) & 0xff]

interface Stretch {
  readonly start: number
  readonly end: number
  readonly properties: Buffer
}

/** What a document saved fast says of its last piece ([MS-DOC] 2.9.214): a short property, or one of these lists. */
export interface PieceChange {
  readonly modifier: number
  readonly lists: readonly Buffer[]
}

const noChange: PieceChange = { modifier: 0, lists: [] }

/** Longer lists go into the stream Data ([MS-DOC] 2.6.2 sprmPHugePapx). */
const longest = 300
const textStart = 1024
const page = 512

/**
 * A Word 97 document ([MS-DOC]): body, then text boxes; one list （一、二、…） that `sprmPIlfo` 1 uses. The dice cut the text into
 * pieces that lie in another order than they are read, ASCII ones in one byte per character.
 */
export function docBytes(
  body: readonly DocParagraph[],
  boxes: readonly DocBox[],
  dice: Random,
  change = noChange,
): Buffer {
  const boxed = boxes.flatMap(({ paragraphs }) => paragraphs)
  const all = [
    ...body,
    { runs: [{ text: '\r', properties: noProperties }], properties: noProperties },
    ...boxed,
  ]
  const text = all.map(textOf).join('')
  const bodyLength = [...body].reduce((sum, one) => sum + textOf(one).length, 0) + 1
  const pieces = layPieces(text, dice)
  const data: Buffer[] = []
  const paragraphs = stretches(all, (one) => [{ length: textOf(one).length, properties: papx(one, data) }])
  const runs = stretches(all, (one) =>
    one.runs.map((run) => ({ length: run.text.length, properties: chpx(run.properties) })),
  )
  const textEnd = Math.ceil(
    Math.max(...pieces.map(({ place, end, start, width }) => place + (end - start) * width)) / page,
  )
  const characterPages = packPages(placed(runs, pieces), 1)
  const paragraphPages = packPages(placed(paragraphs, pieces), 13)
  const tables = new TableWriter()
  tables.add(33, clx(pieces, change))
  tables.add(12, pagePlex(characterPages, textEnd))
  tables.add(13, pagePlex(paragraphPages, textEnd + characterPages.length))
  tables.add(74, listUse)
  tables.add(73, list, listLevel)
  if (boxes.length > 0) {
    tables.add(40, anchors(boxes, bodyLength))
    tables.add(56, boxPlex(boxes))
  }
  const main = Buffer.alloc((textEnd + characterPages.length + paragraphPages.length) * page)
  fib(tables, bodyLength, text.length - bodyLength).copy(main)
  for (const { place, start, end, width } of pieces) {
    main.write(text.slice(start, end), place, width === 1 ? 'latin1' : 'utf16le')
  }
  ;[...characterPages, ...paragraphPages].forEach(({ bytes }, index) =>
    bytes.copy(main, (textEnd + index) * page),
  )
  return writeCfb({ WordDocument: main, '1Table': tables.bytes(), Data: Buffer.concat(data) })
}

const noProperties = Buffer.alloc(0)
const textOf = ({ runs }: DocParagraph): string => runs.map(({ text }) => text).join('')

/** A PAPX: half its length, the style, the list; a long list stands in the stream Data instead. */
function papx({ properties }: DocParagraph, data: Buffer[]): Buffer {
  let own = properties
  if (own.length > longest) {
    const place = data.reduce((sum, { length }) => sum + length, 0)
    data.push(Buffer.concat([Buffer.from(short(own.length)), own]))
    own = sprm(0x6646, long(place))
  }
  const list = Buffer.concat([Buffer.from([0, 0]), own])
  return list.length % 2 === 1
    ? Buffer.concat([Buffer.from([(list.length + 1) / 2]), list])
    : Buffer.concat([Buffer.from([0, list.length / 2]), list])
}

const chpx = (properties: Buffer): Buffer => Buffer.concat([Buffer.from([properties.length]), properties])

function stretches(
  paragraphs: readonly DocParagraph[],
  parts: (one: DocParagraph) => readonly { readonly length: number; readonly properties: Buffer }[],
): readonly Stretch[] {
  let at = 0
  return paragraphs.flatMap(parts).map(({ length, properties }) => {
    at += length
    return { start: at - length, end: at, properties }
  })
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly place: number
  readonly width: 1 | 2
}

/** Cuts the text and lays its pieces from the last to the first. */
function layPieces(text: string, dice: Random): readonly Piece[] {
  const cuts = [
    0,
    ...[0.3, 0.6].map((share) => Math.floor(text.length * share) + dice.int(0, 40)),
    text.length,
  ]
  const starts = [...new Set(cuts)].filter((cut) => cut <= text.length).sort((a, b) => a - b)
  let place = textStart
  const pieces = starts.slice(1).map((end, index) => ({ start: starts[index] ?? 0, end }))
  return pieces
    .toReversed()
    .map(({ start, end }): Piece => {
      const width = /^[\x00-\xff]*$/u.test(text.slice(start, end)) ? 1 : 2
      const piece = { start, end, place, width } as const
      place += (end - start) * width + (place % 2)
      return piece
    })
    .toReversed()
}

/** Stretches by place in the stream, cut where pieces end. */
function placed(parts: readonly Stretch[], pieces: readonly Piece[]): readonly Stretch[] {
  return pieces
    .flatMap(({ start, end, place, width }) =>
      parts
        .filter((part) => part.start < end && start < part.end)
        .map((part) => ({
          start: place + (Math.max(part.start, start) - start) * width,
          end: place + (Math.min(part.end, end) - start) * width,
          properties: part.properties,
        })),
    )
    .sort((a, b) => a.start - b.start)
}

interface Page {
  readonly first: number
  readonly last: number
  readonly bytes: Buffer
}

/** Pages of 512 bytes: places, entries, and from the end on the properties ([MS-DOC] 2.9.33). */
function packPages(parts: readonly Stretch[], entrySize: 1 | 13): readonly Page[] {
  const pages: Page[] = []
  let rest = parts
  while (rest.length > 0) {
    let used = 4
    let count = 0
    let bottom = page - 2
    const bytes = Buffer.alloc(page)
    const offsets: number[] = []
    for (const { properties } of rest) {
      const top = (bottom - properties.length) & ~1
      if (used + 4 + entrySize > top) break
      used += 4 + entrySize
      bottom = top
      properties.copy(bytes, top)
      offsets.push(top / 2)
      count += 1
    }
    const own = rest.slice(0, count)
    own.forEach(({ start, end }, index) => {
      bytes.writeUInt32LE(start, index * 4)
      bytes.writeUInt32LE(end, index * 4 + 4)
      bytes.writeUInt8(offsets[index] ?? 0, (count + 1) * 4 + index * entrySize)
    })
    bytes.writeUInt8(count, page - 1)
    pages.push({ first: own[0]?.start ?? 0, last: own.at(-1)?.end ?? 0, bytes })
    rest = rest.slice(count)
  }
  return pages
}

const pagePlex = (pages: readonly Page[], first: number): Buffer =>
  Buffer.from([
    ...pages.flatMap((one) => long(one.first)),
    ...long(pages.at(-1)?.last ?? 0),
    ...pages.flatMap((_, index) => long(first + index)),
  ])

function clx(pieces: readonly Piece[], { modifier, lists }: PieceChange): Buffer {
  const table = [
    ...long(0),
    ...pieces.flatMap(({ end }) => long(end)),
    ...pieces.flatMap(({ place, width }, index) => [
      ...short(0),
      ...long(width === 1 ? 0x40000000 + place * 2 : place),
      ...short(index === pieces.length - 1 ? modifier : 0),
    ]),
  ]
  const changes = lists.flatMap((list) => [1, ...short(list.length), ...list])
  return Buffer.from([...changes, 2, ...long(table.length), ...table])
}

const shapeOf = (index: number): number => 1025 + index

const anchors = (boxes: readonly DocBox[], bodyLength: number): Buffer =>
  Buffer.from([
    ...boxes.flatMap(({ anchor }) => long(anchor)),
    ...long(bodyLength),
    ...boxes.flatMap((_, index) => [...long(shapeOf(index)), ...new Array<number>(22).fill(0)]),
  ])

function boxPlex(boxes: readonly DocBox[]): Buffer {
  let at = 0
  const ends = boxes.map(
    ({ paragraphs }) => (at += paragraphs.reduce((sum, one) => sum + textOf(one).length, 0)),
  )
  return Buffer.from([
    ...long(0),
    ...ends.flatMap((end) => long(end)),
    ...boxes.flatMap((_, index) => [...new Array<number>(14).fill(0), ...long(shapeOf(index)), ...long(0)]),
  ])
}

const list = Buffer.concat([Buffer.from([1, 0, ...long(77)]), Buffer.alloc(22), Buffer.from([1, 0])])
/** 一、 and nothing behind it: starts at 1, chineseCounting, level 0 at the first sign. */
const listLevel = Buffer.concat([
  Buffer.from([...long(1), 37, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2]),
  Buffer.alloc(12),
  Buffer.from([2, 0, 0, 0, ...short('、'.charCodeAt(0))]),
])
const listUse = Buffer.concat([
  Buffer.from([...long(1), ...long(77)]),
  Buffer.alloc(12),
  Buffer.alloc(4, 0xff),
])

class TableWriter {
  readonly #parts: Buffer[] = []
  readonly pairs = new Map<number, readonly [place: number, length: number]>()

  /** A part by its index in the file information block, and what stands behind it without being counted. */
  add(index: number, bytes: Buffer, behind = noProperties): void {
    this.pairs.set(index, [this.bytes().length, bytes.length])
    this.#parts.push(bytes, behind)
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

/** The file information block of Word 97 ([MS-DOC] 2.5.1): 28 + 88 + 744 bytes behind their counts. */
function fib({ pairs }: TableWriter, bodyLength: number, boxesLength: number): Buffer {
  const bytes = Buffer.alloc(900)
  bytes.writeUInt16LE(0xa5ec, 0)
  bytes.writeUInt16LE(0xc1, 2)
  bytes.writeUInt16LE(0x0200, 10)
  bytes.writeUInt16LE(14, 32)
  bytes.writeUInt16LE(22, 62)
  bytes.writeUInt32LE(bodyLength, 64 + 3 * 4)
  bytes.writeUInt32LE(boxesLength, 64 + 9 * 4)
  bytes.writeUInt16LE(93, 152)
  for (const [index, [place, length]] of pairs) {
    bytes.writeUInt32LE(place, 154 + index * 8)
    bytes.writeUInt32LE(length, 154 + index * 8 + 4)
  }
  return bytes
}
