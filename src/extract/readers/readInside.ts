import { decode } from '../../model/decodeText.ts'
import type { JsonObject } from '../../model/scripts.ts'
import { scriptBody } from '../../model/scriptBody.ts'
import type { Document } from '../../model/document.ts'
import { readHtml } from './html.ts'
import { looksLikeHtml } from './htmlLook.ts'
import { kindOf } from './magic.ts'
import { readDocument, type ReadOutcome } from './readDocument.ts'

/**
 * What a page holds and does not print itself: the body that its script prints (Guangdong's gkmlpt), then files in Base64 (`pdfData`),
 * in order. Table, row and column of what is read there count within that body or file. Empty for all that is no page.
 */
export function readInside(bytes: Uint8Array): readonly ReadOutcome[] {
  if (kindOf(bytes).kind !== 'words') return []
  const { text, charset } = decode(bytes)
  if (!looksLikeHtml(text)) return []
  return [...bodyInside(text, charset), ...filesInside(text).map(fileRead)]
}

function bodyInside(text: string, charset: string): readonly ReadOutcome[] {
  const body = scriptBody(text)
  if (body === null) return []
  const outcome = readDocument(Buffer.from(body.html), { name: null, mediaType: null })
  if (outcome.kind === 'refused') return [outcome]
  const { metas } = readHtml({ text, charset: 'utf-8' })
  const document: Document = { ...outcome.document, charset, metas: { ...metasOf(body.facts), ...metas } }
  return [{ kind: 'document', document }]
}

/** What the object that holds a body says of it, by the names of the tags that pages have for that (国办发〔2017〕47号). */
function metasOf(facts: JsonObject): Readonly<Record<string, string>> {
  const named = { articletitle: 'title', publisher: 'publisher', pubdate: 'display_publish_time' } as const
  return Object.fromEntries(
    Object.entries(named).flatMap(([meta, member]) => {
      const value = facts[member]
      return typeof value === 'string' && value.trim() !== '' ? [[meta, value.trim()]] : []
    }),
  )
}

/** What PDF, ZIP (docx), compound files (doc) and RTF begin with, in Base64. */
const BASE64_START = /(?<=[\s"'`,>(])(?:JVBERi0|UEsDB[AB]|0M8R4KGx|e1xydGY)/gu
/** Scripts break long strings, and escape what they break them with. */
const BASE64_END = /[^A-Za-z\d+/=\s\\]/gu
/** Shorter ones are words about a file. */
const SHORTEST = 100

/** Files that a page holds in Base64, each once. */
function filesInside(text: string): readonly Uint8Array[] {
  const found = new Set<string>()
  let end = 0
  for (const { index } of text.matchAll(BASE64_START)) {
    if (index < end) continue
    BASE64_END.lastIndex = index
    end = BASE64_END.exec(text)?.index ?? text.length
    if (end - index >= SHORTEST) found.add(text.slice(index, end).replace(/\\[nr]|[\s\\]/gu, ''))
  }
  return [...found].map((base64) => Buffer.from(base64, 'base64'))
}

function fileRead(file: Uint8Array): ReadOutcome {
  const outcome = readDocument(file, { name: null, mediaType: null })
  return outcome.kind === 'document'
    ? outcome
    : { ...outcome, message: `a file inside the page (${file.length} bytes): ${outcome.message}` }
}
