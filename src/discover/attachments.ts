import { load } from 'cheerio/slim'
import { dropElements } from '../families/dropElements.ts'
import { resolveLink } from '../families/links.ts'
import { markupFault } from '../model/markupFault.ts'
import type { Page } from '../model/page.ts'
import { scriptBody } from '../model/scriptBody.ts'
import { scriptsOf } from '../model/scripts.ts'
import { fileAddress, isOverlong, TRACE } from './attachmentAddress.ts'
import { framedPage, mayFrameReport } from './attachmentFrames.ts'
import { nameOf } from './attachmentName.ts'
import { textOf } from './attachmentWords.ts'
import { picturesOf } from './attachmentPictures.ts'
import { addressesIn, listedFiles, pageImagesIn, type ScriptedAddress } from './attachmentScripts.ts'

/** A file that an article page links (附件). */
export interface AttachmentLink {
  readonly url: string
  /** Name for people: `showname`, the link's words, or the file's own name; null when there is none. */
  readonly name: string | null
}

/** Forms for readers to fill in stand beside reports everywhere and are none; a report may name the template it is on. */
const BLANK_FORM = /申请表|空白表|空表|样表|模板|模版/u
const REPORT = /年报|年度报告/u
const isBlankForm = (name: string): boolean => BLANK_FORM.test(name) && !REPORT.test(name)

/**
 * Files that an article page links, in order, each once: links, frames and embedded objects (of a page without a report or a file
 * of its own, also a frame that shows a page), viewers (`?file=`),
 * clicks, addresses in scripts, and what stands in a body that a script holds. Blank forms are left out; navigation, share
 * and print links are no files. Where there is none, the pictures that a report without words consists of (图片版). `too-large` for markup beyond reason within a script or an attribute; `overlong` is told of every
 * address that is left out for its length.
 */
export function attachmentsOf(page: Page, overlong?: (address: string) => void): readonly AttachmentLink[] {
  const frames = mayFrameReport(page.text)
  if (!TRACE.test(page.text) && !frames) return picturesOf(page)
  const found = new Map<string, AttachmentLink>()
  const add = ({ address, words, type }: ScriptedAddress, base: string): void => {
    const url = fileAddress(address, base, words, type)
    if (url !== null) keep(found, url, words)
    else if (isOverlong(address)) overlong?.(address)
  }
  const held = scriptBody(page.text)
  for (const html of held === null ? [page.text] : [page.text, bearable(held.html)]) {
    const { base, addresses, framed } = linked(html, page.url)
    for (const one of addresses) add(one, base)
    // Its words are those of the page around it.
    if (frames && found.size === 0) for (const url of framed) keep(found, url, [])
  }
  for (const script of scriptsOf(page.text)) {
    for (const one of [...listedFiles(script), ...addressesIn(script)]) add(one, page.url)
    if (found.size > 0) continue
    for (const { address, words } of pageImagesIn(script)) keep(found, new URL(address, page.url).href, words)
  }
  if (found.size === 0) return picturesOf(page)
  return [...found.values()].filter(({ name }) => !isBlankForm(name ?? ''))
}

/** A file that is linked twice has the name that says more than its address. */
function keep(found: Map<string, AttachmentLink>, url: string, words: readonly string[]): void {
  const known = found.get(url)
  if (known === undefined || known.name === nameOf(url, [])) found.set(url, { url, name: nameOf(url, words) })
}

/** Markup that a page holds as text is counted before a tree is made of it, as the page itself was. */
function bearable(html: string): string {
  const fault = markupFault(html)
  if (fault !== null) throw fault
  return html
}

const LINKING =
  'a, area, iframe, frame, embed, object, param, [onclick], [data-url], [data-href], [data-src], [data-file]'

/** What the elements of a page lead to, as they say it, and what their addresses are relative to. */
function linked(
  html: string,
  url: string,
): {
  readonly base: string
  readonly addresses: readonly ScriptedAddress[]
  readonly framed: readonly string[]
} {
  const $ = load(html)
  const base = resolveLink($('base[href]').attr('href') ?? '', url) ?? url
  dropElements($, 'nav')
  // head and foot of the site hold menus; those of an article its files
  const aside = new Set<unknown>($('header, footer').find(LINKING).get())
  const addresses = $(LINKING)
    .toArray()
    .flatMap((element): readonly ScriptedAddress[] => {
      const attributes = $(element).attr() ?? {}
      const { title = '', download = '', srcdoc } = attributes
      const words = [textOf(element), title, download]
      if (aside.has(element) && !words.some((each) => REPORT.test(each))) return []
      const inner = srcdoc === undefined ? [] : linkedIn(bearable(srcdoc), base)
      return [...inner, ...saidBy(element.name, attributes, words)]
    })
  const framed = $('iframe, frame')
    .toArray()
    .flatMap((element) => (aside.has(element) ? [] : (framedPage(element, base) ?? [])))
  return { base, addresses, framed }
}

/** A page in an attribute (`srcdoc`), whose links are relative to the page around it; what it holds so itself is not looked at. */
function linkedIn(html: string, base: string): readonly ScriptedAddress[] {
  if (!TRACE.test(html)) return []
  const $ = load(html)
  return $(LINKING)
    .removeAttr('srcdoc')
    .toArray()
    .flatMap((element) => saidBy(element.name, $(element).attr() ?? {}, [textOf(element)]))
    .map((one) => ({ ...one, address: resolveLink(one.address, base) ?? one.address }))
}

/** Addresses in the attributes of one element. */
function saidBy(
  name: string,
  attributes: Readonly<Record<string, string>>,
  words: readonly string[],
): readonly ScriptedAddress[] {
  const { href, src, data, value, onclick = '', type = '' } = attributes
  const address = href ?? src ?? data ?? (name === 'param' ? value : undefined) ?? ''
  const isScript = /^\s*javascript:/iu.test(address)
  const scripted = addressesIn(isScript ? `${address};${onclick}` : onclick)
  const forScripts = ['data-url', 'data-href', 'data-src', 'data-file'].map((key) => attributes[key] ?? '')
  return [
    ...(isScript ? [] : [{ address, words, type }]),
    ...[...scripted.map((one) => one.address), ...forScripts].map((one) => ({ address: one, words })),
  ].filter((one) => one.address !== '')
}
