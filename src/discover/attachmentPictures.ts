import { Parser } from 'htmlparser2'
import { resolveLink } from '../families/links.ts'
import type { Page } from '../model/page.ts'
import { pagePictures } from '../model/pagePictures.ts'
import { scriptBody } from '../model/scriptBody.ts'

/** A picture that is a page of a report, named by its place. */
export interface PictureLink {
  readonly url: string
  readonly name: string
}

const REPORT = /年报|年度报告/u
/** A stretch of text so long with a full stop is prose: then the words are there, whatever pictures stand beside them. */
const PROSE = 80
/** A report has 4 to 12 pages; a page with more pictures than this shows something else. */
const mostPictures = 30
/** Tags that do not end a stretch of text. */
const INLINE: ReadonlySet<string> = new Set(['a', 'b', 'br', 'em', 'font', 'i', 'img', 'span', 'strong', 'u'])

/**
 * The pictures (图片版) that an article about a report shows where its words should be, in order, named by their place; none where it
 * has prose or calls itself no report. What is a picture of the site is left out as `pagePictures` knows it.
 */
export function picturesOf({ text, url }: Page): readonly PictureLink[] {
  if (!/<img\b|&lt;img|\\u003cimg/iu.test(text) || !REPORT.test(text)) return []
  const html = scriptBody(text)?.html ?? text
  const base =
    resolveLink(/<base\s[^>]{0,500}?href\s*=\s*["']?([^"'\s>]{1,500})/iu.exec(html)?.[1] ?? '', url) ?? url
  const addresses = pagePictures(html).flatMap((address) => resolveLink(address, base) ?? [])
  if (addresses.length === 0 || addresses.length > mostPictures || hasProse(html)) return []
  return [...new Set(addresses)].map((address, at) => {
    const kind = /\.[a-z]{3,4}$/iu.exec(new URL(address).pathname)?.[0] ?? ''
    return { url: address, name: `第${at + 1}页图片${kind}` }
  })
}

function hasProse(html: string): boolean {
  let stretch = ''
  let isFound = false
  let hidden = 0
  const end = (): void => {
    isFound ||= stretch.length >= PROSE && stretch.includes('。')
    stretch = ''
  }
  const isHidden = (name: string): boolean => name === 'script' || name === 'style' || name === 'noscript'
  const parser = new Parser({
    onopentag(name) {
      if (!INLINE.has(name)) end()
      if (isHidden(name)) hidden += 1
    },
    ontext(text) {
      if (hidden === 0) stretch += text.replace(/\s/gu, '')
    },
    onclosetag(name) {
      if (!INLINE.has(name)) end()
      if (isHidden(name)) hidden -= 1
    },
  })
  parser.end(html)
  end()
  return isFound
}
