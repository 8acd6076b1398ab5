import { createHash } from 'node:crypto'
import type { TextChange } from '../model/report.ts'
import type { Reading } from './readOriginal.ts'

/** A paragraph of what is compared between editions. */
export interface Paragraph {
  readonly section: TextChange['section']
  readonly text: string
}

/** The prose of a reading as editions compare it (docs/decisions/0035): a web page without what its box holds around the report. */
export function paragraphsOf({ title, signed, sections, original }: Reading): readonly Paragraph[] {
  const isPage = original.role === 'page' || isMarkup(original.bytes)
  const body = sections.flatMap(({ key, heading, text }, at): Paragraph[] => {
    const lines = text.split('\n')
    const isEdge = key === 'preface' || at === sections.length - 1
    const own = isPage && isEdge ? withoutChrome(lines, key === 'preface') : lines
    return [heading, ...own].filter((line) => bare(line) !== '').map((line) => ({ section: key, text: line }))
  })
  const dated: Paragraph[] = signed === null ? [] : [{ section: 'signed', text: signed }]
  return [{ section: 'title', text: title }, ...body, ...dated]
}

/** SHA-256 of the content: the same for every original that says the same. */
export function digestOf(reading: Reading): string {
  const paragraphs = paragraphsOf(reading).map(({ section, text }) => [section, bare(text)])
  const figures = Object.entries(reading.figures).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([paragraphs, figures]))
    .digest('hex')
}

/** White space is the template's, not the author's. */
export const bare = (text: string): string => text.replace(/\s+/gu, '')

const isMarkup = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 64)).toString('latin1').replace(/^ï»¿/u, '').trimStart().startsWith('<')

/** What pages print of the visit: counters, the date of today, tools for readers. */
const ofTheVisit =
  /^(?:今天是|现在是|欢迎(?:您|访问)|您是第)|^[【[（(]?(?:浏览|访问|阅读|点击|查看)(?:次数|人数|量|数)?[：:\d]|(?:浏览|访问|阅读|点击)(?:次数|人数|量|数)[：:]?\d*次?[】\])）]?$/u

/** The date under a signature, alone in its line. */
const signatureDate = /^(?:20\d{2}|[二2][〇○零0０Ｏ][\d一二三四五六七八九〇○零]{2})年.{1,3}月.{1,3}日$/u

function withoutChrome(lines: readonly string[], isPreface: boolean): readonly string[] {
  const kept = isPreface ? lines : lines.slice(0, endOfReport(lines))
  return kept.filter((line) => line.length > 60 || !ofTheVisit.test(bare(line)))
}

/** Lines up to the date under the signature; without one up to the last sentence. A section's first line is always its own. */
function endOfReport(lines: readonly string[]): number {
  const lastSentence = Math.max(
    0,
    lines.findLastIndex((line) => /[。；！？;]/u.test(line) && !ofTheVisit.test(bare(line))),
  )
  const signed = lines.findIndex((line, at) => at > lastSentence && signatureDate.test(bare(line)))
  return (signed === -1 ? lastSentence : signed) + 1
}
