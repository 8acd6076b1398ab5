import { load } from 'cheerio/slim'
import { resolveLink } from '../families/links.ts'
import type { Page } from '../model/page.ts'
import { scriptBody } from '../model/scriptBody.ts'
import { scriptsOf } from '../model/scripts.ts'
import { fileAddress, TRACE } from './attachmentAddress.ts'
import { nameOf } from './attachmentName.ts'
import { addressesIn, listedFiles, pageImagesIn, type ScriptedAddress } from './attachmentScripts.ts'

/** A file that an article page links (附件). */
export interface AttachmentLink {
  readonly url: string
  /** Name for people: `showname`, the link's words, or the file's own name; null when there is none. */
  readonly name: string | null
}

/** Forms for readers to fill in stand beside reports everywhere and are none. */
const BLANK_FORM = /申请表|空白表|空表|样表|模板|模版/u

/**
 * Files that an article page links, in order, each once: links, frames and embedded objects, viewers (`?file=`),
 * clicks, addresses in scripts, and what stands in a body that a script holds. Blank forms are left out; navigation, share
 * and print links are no files.
 */
export function attachmentsOf(page: Page): readonly AttachmentLink[] {
  if (!TRACE.test(page.text)) return []
  const found = new Map<string, AttachmentLink>()
  const add = ({ address, words }: ScriptedAddress, base: string): void => {
    const url = fileAddress(address, base, words)
    if (url !== null) keep(found, url, words)
  }
  const held = scriptBody(page.text)
  for (const html of held === null ? [page.text] : [page.text, held.html]) {
    const { base, addresses } = linked(html, page.url)
    for (const one of addresses) add(one, base)
  }
  for (const script of scriptsOf(page.text)) {
    for (const one of [...listedFiles(script), ...addressesIn(script)]) add(one, page.url)
    if (found.size > 0) continue
    for (const { address, words } of pageImagesIn(script)) keep(found, new URL(address, page.url).href, words)
  }
  return [...found.values()].filter(({ name }) => !BLANK_FORM.test(name ?? ''))
}

/** A file that is linked twice has the name that says more than its address. */
function keep(found: Map<string, AttachmentLink>, url: string, words: readonly string[]): void {
  const known = found.get(url)
  if (known === undefined || known.name === nameOf(url, [])) found.set(url, { url, name: nameOf(url, words) })
}

const LINKING = 'a, area, iframe, frame, embed, object, param, [onclick]'

/** What the elements of a page lead to, as they say it, and what their addresses are relative to. */
function linked(
  html: string,
  url: string,
): { readonly base: string; readonly addresses: readonly ScriptedAddress[] } {
  const $ = load(html)
  const base = resolveLink($('base[href]').attr('href') ?? '', url) ?? url
  $('nav, header, footer').remove()
  const addresses = $(LINKING)
    .toArray()
    .flatMap((element) => {
      const { href, src, data, value, onclick = '', title = '', download = '' } = $(element).attr() ?? {}
      const words = [$(element).text(), title, download]
      const address = href ?? src ?? data ?? (element.name === 'param' ? value : undefined) ?? ''
      const isScript = /^\s*javascript:/iu.test(address)
      const scripted = addressesIn(isScript ? `${address};${onclick}` : onclick)
      return [
        ...(isScript || address === '' ? [] : [{ address, words }]),
        ...scripted.map((one) => ({ address: one.address, words })),
      ]
    })
  return { base, addresses }
}
