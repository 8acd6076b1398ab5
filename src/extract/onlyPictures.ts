import { Parser } from 'htmlparser2'
import { decode } from '../model/decodeText.ts'
import { scriptBody } from '../model/scriptBody.ts'
import type { Document } from '../model/document.ts'
import type { Original } from '../model/original.ts'
import { titlesInOrder, titlesOf } from './identityTitle.ts'

/** A paragraph of so many characters with a full stop is text to read, whatever pictures stand beside it. */
const PROSE = 80
/** Pictures of a site, not of an article: marks, codes to scan, buttons, decoration. */
const ORNAMENT =
  /logo|icon|banner|qrcode|erweima|weixin|wechat|weibo|share|print|search|arrow|blank|dzjg|jiucuo|gongan|beian|\.gif|(?<![a-z])(?:head|foot|top|nav|menu|qr|ewm|wx|close|code|line|bg|wza)(?![a-z])/iu
/** Pixels; a page of a document that anybody could read is wider and higher. */
const SMALLEST = 200
const OF_THE_SITE: ReadonlySet<string> = new Set(['nav', 'header', 'footer', 'aside'])

/**
 * How many pictures stand in a page where its words should be (图片版): its titles name a unit's report of a year, nothing in it is
 * prose, and pictures of the size of a page are shown. 0 for any other page. The pictures themselves are not read.
 */
export function picturesForWords(original: Original, document: Document): number {
  const isNamed = titlesInOrder(titlesOf(document, original.listTitle, null)).some(
    ({ unit, year }) => unit !== null && year !== null,
  )
  const hasProse = document.blocks.some(
    (block) => block.kind === 'paragraph' && block.text.length >= PROSE && block.text.includes('。'),
  )
  if (document.container !== 'html' || !isNamed || hasProse) return 0
  const { text } = decode(original.bytes)
  return pictures(scriptBody(text)?.html ?? text)
}

/** Pictures outside the parts of the site and outside links: a link's picture shows where it leads. */
function pictures(html: string): number {
  let count = 0
  let outside = 0
  const isOutside = (name: string): boolean => name === 'a' || OF_THE_SITE.has(name)
  const parser = new Parser({
    onopentag(name, attributes) {
      if (isOutside(name)) outside += 1
      if (name === 'img' && outside === 0 && isPageOfDocument(attributes)) count += 1
    },
    onclosetag(name) {
      if (isOutside(name)) outside -= 1
    },
  })
  parser.end(html)
  return count
}

function isPageOfDocument(attributes: Readonly<Record<string, string>>): boolean {
  const { src = '', width = '', height = '', class: names = '' } = attributes
  const address = attributes['data-src'] ?? attributes['data-original'] ?? src
  const isSmall = [width, height].some(
    (size) => /^\d+(?:px)?$/u.test(size) && Number.parseInt(size, 10) < SMALLEST,
  )
  if (address === '' || isSmall) return false
  return address.startsWith('data:image/') || !ORNAMENT.test(`${address.split('/').at(-1) ?? ''} ${names}`)
}
