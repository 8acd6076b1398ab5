import { decode } from '../model/decodeText.ts'
import { markupFault } from '../model/markupFault.ts'
import { headingsIn } from '../model/reportHeadings.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import type { Fault } from './answer.ts'
import { ownText, type OwnText, type Piece } from './ownText.ts'
import { holdsContent } from './scriptedContent.ts'
import { isFrame, withdrawnWords, withoutExcuses } from './shellWords.ts'
import { linksDocument } from './visibleText.ts'

/** Characters that say something: 本单位无政府信息公开申请 has as many. */
const aClause = 12
/** Of a paragraph: wherever it stands, it is text, also in a link that nobody closed. */
const aParagraph = 40
/** Beside an article's own box that is empty, so little is of the page's frame. */
const fewLines = 60

/** A file in Base64, which a script of the page shows. */
const heldFile = /[\w+/=]{300}/u

/**
 * The fault of an article page without an article on it (空壳页), or null: beside menus, its title, what frames an article and
 * words that there is none (加载中, 已下线), it says nothing; or the box of its text is empty and nothing around it is a
 * paragraph. A page that shows a picture or a frame, or leads to a file, may be one whose report is there.
 */
export function faultOfShell(body: Uint8Array): Fault | null {
  const { text: source } = decode(body)
  if (headingsIn(source) > 1 || linksDocument(source) || holdsContent(body) || heldFile.test(source))
    return null
  // What is there could not be looked at: whoever looks for its files says so.
  if (markupFault(source) !== null) return null
  const page = ownText(source)
  if (page.shows || !saysNothing(page)) return null
  const withdrawn = page.pieces
    .map(({ text }) => text.match(withdrawnWords)?.[0])
    .find((said) => said !== undefined)
  const message =
    withdrawn === undefined
      ? 'a page without its article: nothing stands on it but menus, its title and its frame'
      : `a page that says of its article: ${withdrawn}`
  return { code: 'soft-404', message }
}

/** The same of a page that another address led to: a list of the site (栏目页) has rows, that is links, and no text. */
export function faultOfLedToList(body: Uint8Array): Fault | null {
  const { text: source } = decode(body)
  if (markupFault(source) !== null) return null
  const page = ownText(source)
  const titled = page.pieces.some(({ text, linked }) => !linked && isReportTitle(text))
  if (titled || isReportTitle(page.title) || !saysNothing(page)) return null
  return { code: 'soft-404', message: 'redirected to a list of the site in place of the article' }
}

function saysNothing({ pieces, title, boxes }: OwnText): boolean {
  const said = pieces
    .filter((piece) => !isTitle(piece.text, title) && (piece.boxed || !isFrame(piece.text)))
    .map((piece) => ({ ...piece, length: withoutExcuses(piece.text).length }))
    .filter(({ length, linked, boxed }) => !linked || boxed || length >= aParagraph)
  const all = lengthOf(said)
  if (said.some(({ length }) => length >= aParagraph)) return false
  return all < aClause || (boxes > 0 && lengthOf(said.filter(({ boxed }) => boxed)) === 0 && all < fewLines)
}

const lengthOf = (pieces: readonly (Piece & { readonly length: number })[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0)

const isTitle = (text: string, title: string): boolean =>
  title.includes(text) ||
  (title !== '' && text.length < title.length + aClause && text.includes(title)) ||
  isReportTitle(text)

function isReportTitle(text: string): boolean {
  const title = parseReportTitle(text)
  return title.kind === 'report' && (title.unit !== null || title.year !== null)
}
