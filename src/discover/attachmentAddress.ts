import { resolveLink } from '../families/links.ts'

const KINDS = 'pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar|7z'
const EXTENSION = new RegExp(`[^/]\\.(?:${KINDS})(?:;[^/]*)?$`, 'iu')
/** Server pages that hand out files without an extension in their path (Hanweb, 博达 VSB and their like). */
const DOWNLOAD = /\/(?:downfile|download|downloadattach)\.(?:jsp|do|action|aspx?|php)$/iu
/** Server pages that are told the file's name in the query. */
const HANDLER = /down|attach|file/iu
/** A file that 博达 VSB keeps in its database: its kind stands in `e` (`/virtual_attach_file.vsb?afc=…&e=.pdf`). */
const VIRTUAL = /\/virtual_attach_file\.vsb$/iu
const KIND = new RegExp(`^\\.?(?:${KINDS})$`, 'iu')
/** Pages that show a file which their query names; `viewer.html` is that of PDF.js. */
const VIEWER = /\/viewer\.\w+$/iu
const PREVIEW = /viewer|preview|pdfjs|pdfview/iu
/** Patterns (`*.pdf`) and templates are no addresses. */
const NO_ADDRESS = /[*<>{}|]/u

/** Something of this stands in every page that links a file; most pages need not be parsed to know that they do not. */
export const TRACE = new RegExp(`\\.(?:${KINDS})(?![a-z])|down|viewer|%2e|__local`, 'iu')

/** A whole name of a file: 2022年年报.docx. */
const FILE_NAME = new RegExp(`^[^/\\n]*[^/\\s]\\.(?:${KINDS})$`, 'iu')
const PAGE = /\.(?:s?html?|xhtml)$/iu

/**
 * The file behind an address, out of the viewer around it; null when it is no file. Where the address does not tell, the words of
 * the link may: they, or its `download`, are a file's name.
 */
export function fileAddress(address: string, base: string, words: readonly string[] = []): string | null {
  const resolved = NO_ADDRESS.test(address) ? null : resolveLink(address, base)
  if (resolved === null) return null
  const url = new URL(resolved)
  const path = decoded(url.pathname)
  const viewed = PREVIEW.test(path) && !EXTENSION.test(path) ? viewedFile(url) : null
  if (viewed !== null) return viewed
  const values = [...url.searchParams.values()]
  const isFile =
    EXTENSION.test(path) ||
    DOWNLOAD.test(path) ||
    (VIRTUAL.test(path) && KIND.test(url.searchParams.get('e') ?? '')) ||
    (HANDLER.test(path) && values.some((value) => EXTENSION.test(value))) ||
    (!PAGE.test(path) && words.some((each) => FILE_NAME.test(each.trim())))
  return isFile ? resolved : null
}

/** What a viewer shows; it resolves a relative address against its own. */
function viewedFile(viewer: URL): string | null {
  const file = viewer.searchParams.get('file') ?? ''
  if (VIEWER.test(viewer.pathname) && file !== '') {
    // whatever its address, a viewer that shows it knows it for a file
    return resolveLink(once(file), viewer.href)
  }
  for (const value of viewer.searchParams.values()) {
    const shown = fileAddress(once(value), viewer.href)
    if (shown !== null) return shown
  }
  return null
}

/** A query that was encoded twice, decoded the second time. */
const once = (value: string): string => (/%(?:2f|3a)/iu.test(value) ? decoded(value) : value)

/** The file's own name in its address, or null: a server page has none. */
export function ownName(address: string): string | null {
  const { pathname, searchParams } = new URL(address)
  const path = pathname.replace(/;[^/]*$/u, '')
  const own = searchParams.get('filename') ?? (EXTENSION.test(decoded(path)) ? path.split('/').at(-1) : null)
  return own === null || own === undefined || own === '' ? null : decoded(own)
}

/** Percent signs that encode no UTF-8 (GBK names occur) stay as they are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
