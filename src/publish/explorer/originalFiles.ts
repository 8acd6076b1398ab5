import type { Context, Hono } from 'hono'
import { raw } from 'hono/html'
import { html } from './html.ts'
import sanitize from 'sanitize-html'
import { z } from 'zod'
import type { Library, OriginalFacts } from '../../model/library.ts'
import { markupFault } from '../../model/markupFault.ts'
import { mediaTypeOf } from '../mediaTypeOf.ts'
import { labels } from './labels.ts'
import { documentHeaders, documentPolicy } from './policy.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** What a browser would run or render as a page: kept as text, so that a host without our headers does no harm with it. */
const active = new Set(['html', 'xml', 'mht', 'json'])

interface NamedFile {
  readonly sha256: string
  readonly extension: string
}

/** Name under which an untouched original is given away: its hash, and its kind where that is harmless, else `.txt` behind it. */
export const downloadName = ({ sha256, extension }: NamedFile): string =>
  `${sha256}.${extension}${active.has(extension) ? '.txt' : ''}`

/** Adds the files of originals: the untouched bytes, and the cleaned document. They have no language. */
export function originalFiles(app: Hono, library: Library): void {
  const found = async (context: Context): Promise<OriginalFacts | null> => {
    await library.refresh()
    const sha256 = Sha256.safeParse(context.req.param('sha256'))
    const original = sha256.success ? await library.original(sha256.data) : null
    return original?.withheld === null && original.extension !== null ? original : null
  }
  app.get('/original/:sha256/document/', async (context) => {
    const original = await found(context)
    if (original === null) return context.notFound()
    const words = await library.preview(original)
    const isShown = words !== null && markupFault(words) === null
    return context.html(await framed(isShown ? words : labels.noPreview.zh), 200, { ...documentHeaders })
  })
  app.get('/original/:sha256/:name{[0-9a-f]{64}\\..+}', async (context) => {
    const original = await found(context)
    const wanted = original === null ? null : fileCalled(context.req.param('name'), original)
    if (original === null || wanted === null) return context.notFound()
    const { sha256, extension } = wanted
    const inline = extension === 'pdf' && context.req.query('show') !== undefined
    return context.body(Uint8Array.from(await library.bytes({ ...original, sha256, extension })), 200, {
      'Content-Type': active.has(extension) ? 'text/plain' : mediaTypeOf(extension),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${downloadName(wanted)}"`,
      // A viewer for PDF is a plugin of the browser, which a sandbox would shut out.
      ...(!inline && { 'Content-Security-Policy': `${documentPolicy}; sandbox` }),
      ...(inline && {
        'Content-Security-Policy':
          "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      }),
      ETag: `"${sha256}"`,
    })
  })
}

/** The original itself, or a picture or conversion of it, by the name under which it is given away; null for any other name. */
function fileCalled(
  name: string,
  { sha256, extension, pictures, conversion }: OriginalFacts,
): NamedFile | null {
  const own = extension === null ? [] : [{ sha256, extension }]
  return (
    [...own, ...pictures, ...(conversion === null ? [] : [conversion])].find(
      (file) => downloadName(file) === name,
    ) ?? null
  )
}

/** More than any report; parsing it would hold up everybody else. */
const mostCharacters = 4_000_000

const kept = [
  ...[
    'p',
    'br',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'pre',
    'blockquote',
  ],
  ...[
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'sub',
    'sup',
    'div',
    'span',
  ],
]

/** Somebody else's document with its words and tables and nothing else: no script, style, address, picture or form. */
async function framed(words: string): Promise<string> {
  const clean = sanitize(words.slice(0, mostCharacters), {
    allowedTags: kept,
    allowedAttributes: { td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'template',
      'svg',
      'math',
      'iframe',
      'object',
    ],
    nestingLimit: 60,
  })
  return String(
    await html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${documentPolicy}" />
          <meta name="referrer" content="no-referrer" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>原件</title>
          <link rel="icon" type="image/svg+xml" href="../../../icon.svg" />
          <link rel="stylesheet" href="../../../explorer.css" />
        </head>
        <body class="document">
          ${raw(clean)}
        </body>
      </html>`,
  )
}
