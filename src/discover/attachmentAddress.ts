import { resolveLink } from '../families/links.ts'

const KINDS = 'pdf|docx?|wps|ofd|f?od[ts]|xlsx?|et|rtf|zip|rar|7z'
const EXTENSION = new RegExp(`[^/]\\.(?:${KINDS})(?:;[^/]*)?$`, 'iu')
/** Server pages that hand out files without an extension in their path (Hanweb, 博达 VSB and their like). */
const DOWNLOAD = /\/(?:downfile|download|downloadattach)\.(?:jsp|do|action|as[hp]x|asp|php)$/iu
/** The same where a query names the file (`/u/getfile?fid=77`, `/servlet/DownAttachServlet?attachid=9`), or the path does. */
const GIVEN = /\/(?:down|download|get|open)_?(?:file|att|attach|attachment)s?(?:servlet)?(?:\.\w{2,6})?$/iu
const ROUTE = /\/(?:files?|attach|attachments?|annex)\/(?:down|download|get)\/[\w-]*\d[\w-]*$/iu
/** Server pages that are told the file's name in the query. */
const HANDLER = /down|attach|file/iu
/** A file that 博达 VSB keeps in its database: its kind stands in `e` (`/virtual_attach_file.vsb?afc=…&e=.pdf`). */
const VIRTUAL = /\/virtual_attach_file\.vsb$/iu
const KIND = new RegExp(`^\\.?(?:${KINDS})$`, 'iu')
/** Pages that show a file which their query names; `viewer.html` is that of PDF.js. */
const VIEWER = /\/viewer\.\w+$/iu
const PREVIEW = /viewer|preview|pdfjs|pdfview|\/op\/(?:view|embed)\.aspx$/iu
/** Longer addresses are made to cost time; browsers and servers give up far below. */
const LONGEST = 8000
/** What an address holds in itself (`data:`), and what is a script. */
const HELD = /^\s*(?:data|javascript|blob|mailto):/iu
/** Types of documents, as an `<object>` names them. */
const MEDIA_TYPE = /^application\/(?:pdf|msword|vnd\.)/iu
/** Patterns (`*.pdf`) and templates are no addresses. */
const NO_ADDRESS = /[*<>{}|]/u

/** Something of this stands in every page that links a file; most pages need not be parsed to know that they do not. */
export const TRACE = new RegExp(
  `\\.(?:${KINDS})(?![a-z])|down|viewer|getfile|getatt|openfile|openatt|/get/|application/(?:pdf|msword|vnd)|%2e|__local`,
  'iu',
)

/** A whole name of a file, with its size behind it or not: 2022年年报.docx（25 KB）. */
const FILE_NAME = new RegExp(
  `^[^/\\n]*[^/\\s]\\.(?:${KINDS})\\s?(?:[(（【[][^/\\n)）】\\]]{0,20}[)）】\\]])?$`,
  'iu',
)
const PAGE = /\.(?:s?html?|xhtml)$/iu

/**
 * The file behind an address, out of the viewer around it; null when it is no file. Where the address does not tell, the words of
 * the link may: they, or its `download`, are a file's name, or its `type` is that of a document.
 */
export function fileAddress(
  address: string,
  base: string,
  words: readonly string[] = [],
  type = '',
): string | null {
  const resolved = address.length > LONGEST || NO_ADDRESS.test(address) ? null : resolveLink(address, base)
  if (resolved === null) return null
  const url = new URL(resolved)
  const path = decoded(url.pathname)
  const viewed =
    PREVIEW.test(path) && !EXTENSION.test(path) ? viewedFile(url, new URL(address, base).hash) : null
  if (viewed !== null) return viewed
  const values = [...url.searchParams.values()]
  const isFile =
    EXTENSION.test(path) ||
    DOWNLOAD.test(path) ||
    ROUTE.test(path) ||
    (GIVEN.test(path) && url.search !== '') ||
    MEDIA_TYPE.test(type) ||
    (VIRTUAL.test(path) && KIND.test(url.searchParams.get('e') ?? '')) ||
    (HANDLER.test(path) && values.some((value) => EXTENSION.test(value))) ||
    (!PAGE.test(path) && words.some((each) => FILE_NAME.test(each.trim())))
  return isFile ? resolved : null
}

/** Whether what may be a file's address is longer than any that `fileAddress` takes. */
export const isOverlong = (address: string): boolean =>
  address.length > LONGEST && !HELD.test(address) && TRACE.test(address)

/** What a viewer shows, as its query or what stands behind `#` says; it resolves a relative address against its own. */
function viewedFile(viewer: URL, hash: string): string | null {
  const file = viewer.searchParams.get('file') ?? new URLSearchParams(hash.slice(1)).get('file') ?? ''
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
