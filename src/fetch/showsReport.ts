import { decode } from '../model/decodeText.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { looksLike } from './magic.ts'
import { latin1, linksDocument, titleOf } from './visibleText.ts'

/** Headings of reports, of the forms since 2008 (forms.md); the front page of a host prints no two of them. */
const headings: readonly RegExp[] = [
  /总体情况|概\s*述/u,
  /主动公开政府信息/u,
  /收到和处理政府信息公开申请|依申请公开(?:政府信息)?(?:的)?情况/u,
  /政府信息公开行政复议|行政复议、?(?:行政)?诉讼/u,
  /存在的(?:主要)?问题(?:及|和|与)改进/u,
  /其他需要报告的事项/u,
]
const enough = 2

/**
 * Whether an answer bears a sign that it is a report or the letter with one: a title of its own, the headings of the
 * form, a document that it links. Without any, it may be a page that the host gives for every address. What is no HTML
 * is its own sign.
 */
export function showsReport(body: Uint8Array): boolean {
  if (looksLike(body) !== 'html') return true
  const title = parseReportTitle(titleOf(body))
  if (title.kind === 'report' && (title.unit !== null || title.year !== null)) return true
  if (linksDocument(latin1(body))) return true
  const { text } = decode(body)
  return headings.filter((heading) => heading.test(text)).length >= enough
}
