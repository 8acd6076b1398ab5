import { type Container, flattened } from './container.ts'
import { type Draft, type DraftCell, seen } from './draft.ts'
import { metricsIn, withUncertain } from './edit.ts'
import { encodeGb18030Text } from './gb18030.ts'
import { chromes } from './htmlChrome.ts'
import { makeDraft } from './makeDraft.ts'
import { random } from './random.ts'
import type { ReportSpec } from './spec.ts'
import type { Truth } from './truth.ts'
import { writeDoc } from './writeDoc.ts'
import { type DocxStyle, realisticDocx, writeDocx } from './writeDocx.ts'
import { type HtmlStyle, plainHtml, writeHtml } from './writeHtml.ts'
import { writeRtf } from './writeRtf.ts'
import { writeText } from './writeText.ts'
import { writeXls } from './writeXls.ts'
import { writeXlsx } from './writeXlsx.ts'

/** The draft with its oddities, applied in order, each with dice of its own. */
function oddDraft(spec: ReportSpec, container: Container): Draft {
  const odd = spec.oddities
    .filter(({ containers }) => containers?.includes(container) ?? true)
    .reduce(
      (draft, { name, apply }) => apply(draft, random(`${name}:${spec.seed}`), container),
      makeDraft(spec),
    )
  return flattened.includes(container) ? blanksVanish(odd) : odd
}

/** In flattened text a blank leaves no trace: a row with blanks, or one that is all blank, is not certain. */
function blanksVanish(draft: Draft): Draft {
  const blank = (own: DraftCell): boolean => own.metric !== null && seen(own.runs).trim() === ''
  const doubtful = draft.blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.filter(({ cells }) => cells.some(blank)) : [],
  )
  return withUncertain(draft, metricsIn(doubtful))
}

export const renderDocx = (spec: ReportSpec, style: DocxStyle = realisticDocx): Uint8Array =>
  writeDocx(oddDraft(spec, 'docx'), String(spec.seed), style)

export const renderHtml = (spec: ReportSpec, style: Partial<HtmlStyle> = {}): Uint8Array =>
  writeHtml(oddDraft(spec, style.charset === 'gb18030' ? 'html-gb18030' : 'html'), { ...plainHtml, ...style })

export type TextStyle = 'tab-indented' | 'tabs' | 'pipes' | 'one-line' | 'token-per-line'

export const renderText = (spec: ReportSpec, { style }: { readonly style: TextStyle }): Uint8Array =>
  Buffer.from(writeText(oddDraft(spec, `text-${style}`), `text-${style}`))

/** A document and what is true of it. */
export interface MadeDocument {
  readonly container: Container
  /** With the extension of the container. */
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly truth: Truth
}

function docxStyle(spec: ReportSpec): DocxStyle {
  const dice = random(`docx:${spec.seed}`)
  return { realistic: dice.chance(0.7), wrapped: dice.chance(0.3) }
}

/** How this seed's page looks: any vendor's, with or without what Word leaves behind. */
function htmlStyle(spec: ReportSpec, charset: HtmlStyle['charset']): HtmlStyle {
  const dice = random(`html:${spec.seed}`)
  return {
    charset,
    chrome: dice.pick(chromes),
    nestedInLayout: dice.chance(0.3),
    wordPaste: dice.chance(0.5),
    careless: dice.chance(0.25),
    staleCopies: dice.chance(0.25),
    published: `${spec.year + 1}-01-${dice.int(10, 31)}`,
  }
}

function bytesOf(spec: ReportSpec, container: Container, draft: Draft): Uint8Array {
  switch (container) {
    case 'docx':
      return writeDocx(draft, String(spec.seed), docxStyle(spec))
    case 'doc':
      return writeDoc(draft, String(spec.seed))
    case 'rtf':
      return writeRtf(draft, String(spec.seed))
    case 'xlsx':
      return writeXlsx(draft, String(spec.seed))
    case 'xls':
      return writeXls(draft, String(spec.seed))
    case 'html':
      return writeHtml(draft, htmlStyle(spec, 'utf-8'))
    case 'html-gb18030':
      return writeHtml(draft, htmlStyle(spec, 'gb18030'))
    case 'text-tab-indented':
    case 'text-tabs':
    case 'text-pipes':
    case 'text-one-line':
    case 'text-token-per-line':
      return textBytes(spec, writeText(draft, container))
  }
}

/** Text files come from Windows too: with a byte order mark, CRLF, or in GB18030. */
function textBytes(spec: ReportSpec, text: string): Uint8Array {
  const dice = random(`text:${spec.seed}`)
  const ended = dice.chance(0.3) ? text.replaceAll('\n', '\r\n') : text
  const encoded = dice.chance(0.2) ? encodeGb18030Text(ended) : null
  return encoded ?? Buffer.from(dice.chance(0.2) ? `\ufeff${ended}` : ended)
}

const kinds = {
  docx: ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  doc: ['doc', 'application/msword'],
  rtf: ['rtf', 'application/rtf'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  xls: ['xls', 'application/vnd.ms-excel'],
  html: ['html', 'text/html'],
  text: ['txt', 'text/plain'],
} as const

const isKind = (container: Container): container is Container & keyof typeof kinds => container in kinds

function kindOf(container: Container): keyof typeof kinds {
  if (isKind(container)) return container
  return container.startsWith('text') ? 'text' : 'html'
}

/** The report in one container, in a look that the spec's seed decides. */
export function makeDocument(spec: ReportSpec, container: Container): MadeDocument {
  const draft = oddDraft(spec, container)
  const [extension, mediaType] = kinds[kindOf(container)]
  const bytes = bytesOf(spec, container, draft)
  return { container, name: `${spec.unit}${spec.year}.${extension}`, mediaType, bytes, truth: draft.truth }
}
