import { load } from 'cheerio/slim'
import { fold, resolveLink } from '../families/links.ts'
import type { Page } from '../model/page.ts'

/** A file that an article page links (附件). */
export interface AttachmentLink {
  readonly url: string
  /** Name for people: `showname`, the link's words, or the file's own name; null when there is none. */
  readonly name: string | null
}

const EXTENSION = /\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar|7z)$/iu
/** Server pages that hand out files without an extension in their path (Hanweb, 博达 VSB and their like). */
const DOWNLOAD = /\/(?:downfile|download|downloadattach)\.(?:jsp|do|action|aspx?|php)$/iu
/** A file that 博达 VSB keeps in its database: its kind stands in `e` (`/virtual_attach_file.vsb?afc=…&e=.pdf`). */
const VIRTUAL = /\/virtual_attach_file\.vsb$/iu
/** Forms for readers to fill in stand beside reports everywhere and are none. */
const BLANK_FORM = /申请表|空白表|空表|样表|模板|模版/u
/** Words on a link that name no file. */
const BARE_WORDS =
  /^(?:点击|请|查看|下载|此处|这里|附件|打开|预览|原文|全文|文件|[\d:：.。、\s[\]【】()（）])+$/u
/** Something of this stands in every page that links a file; most pages need not be parsed to know that they do not. */
const TRACE = /\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar|7z)(?![a-z])|down|viewer|%2e/iu
/** Files named in scripts: `var pdf='…'`, `showVsbpdfIframe("…"`, `window.open('…')`. */
const SCRIPTED = /(?:\bpdf(?:Url|Path|File)?\s*=|showVsbpdfIframe\(|window\.open\()\s*(["'])([^"']+)\1/giu

/**
 * Files that an article page links, in order, each once: links, frames and embedded objects, viewers (`?file=`),
 * and addresses in scripts. Blank forms are left out; navigation, share and print links are no files.
 */
export function attachmentsOf(page: Page): readonly AttachmentLink[] {
  if (!TRACE.test(page.text)) return []
  const $ = load(page.text)
  $('nav, header, footer').remove()
  const found: AttachmentLink[] = []
  const add = (address: string | undefined, words: string): void => {
    const url = fileAddress(address ?? '', page.url)
    if (url === null || found.some((known) => known.url === url)) return
    const name = nameOf(url, words)
    if (!BLANK_FORM.test(name ?? '')) found.push({ url, name })
  }
  $('a[href], iframe[src], embed[src], object[data], [onclick]').each((_, element) => {
    const box = $(element)
    const words = fold(box.text()) || fold(box.attr('title') ?? '')
    add(box.attr('href') ?? box.attr('src') ?? box.attr('data'), words)
    for (const [, , address] of (box.attr('onclick') ?? '').matchAll(SCRIPTED)) add(address, words)
  })
  $('script').each((_, element) => {
    for (const [, , address] of $(element).text().matchAll(SCRIPTED)) add(address, '')
  })
  return found
}

/** The file behind an address, out of the viewer around it; null when it is no file. */
function fileAddress(address: string, base: string): string | null {
  const resolved = resolveLink(address, base)
  if (resolved === null) return null
  const url = new URL(resolved)
  const viewed = url.searchParams.get('file')
  if (/viewer\.html?$/iu.test(url.pathname) && viewed !== null) return fileAddress(viewed, base)
  const virtual = VIRTUAL.test(url.pathname) && EXTENSION.test(url.searchParams.get('e') ?? '')
  return virtual || EXTENSION.test(decoded(url.pathname)) || DOWNLOAD.test(url.pathname) ? resolved : null
}

function nameOf(address: string, words: string): string | null {
  const { pathname, searchParams } = new URL(address)
  const shown = fold(searchParams.get('showname') ?? '')
  if (shown !== '') return shown
  if (words !== '' && !BARE_WORDS.test(words)) return words
  const own =
    searchParams.get('filename') ?? (EXTENSION.test(pathname) ? (pathname.split('/').at(-1) ?? '') : '')
  return own === '' ? null : decoded(own)
}

/** Percent signs that encode no UTF-8 (GBK names occur) stay as they are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
