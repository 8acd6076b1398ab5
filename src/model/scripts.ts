import type { Json } from './json.ts'
import { readLiteral } from './objectLiteral.ts'

/** An object (配置) that a script of a page assigns, and the name that it is assigned to: `window._CONFIG`. */
export interface AssignedObject {
  readonly name: string
  readonly value: JsonObject
}
export type JsonObject = Readonly<Record<string, Json>>

const OPENING = /<script\b/giu
const CLOSING = /<\/script\b/giu
const ASSIGNMENT = /(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$.]{0,80})\s{0,20}=\s{0,20}(?=\{)/gu
/** Scripts that make functions assign many objects that are none; one that never ends is read to the end of the script. */
const MOST_FAILURES = 20

/** The words of every script in a page, as they stand there. */
export function scriptsOf(html: string): readonly string[] {
  const scripts: string[] = []
  for (let begin = next(OPENING, html, 0); begin !== null;) {
    const tagEnd = html.indexOf('>', begin.end)
    const end = tagEnd < 0 ? null : next(CLOSING, html, tagEnd + 1)
    if (end === null) break // a browser runs no script that does not end
    scripts.push(html.slice(tagEnd + 1, end.start))
    begin = next(OPENING, html, end.end)
  }
  return scripts
}

function next(
  pattern: RegExp,
  text: string,
  from: number,
): { readonly start: number; readonly end: number } | null {
  pattern.lastIndex = from
  const found = pattern.exec(text)
  return found === null ? null : { start: found.index, end: pattern.lastIndex }
}

/** Every object that the words of a script assign (`window.X = {…}`, `var X = {…}`), outermost only, in order. */
export function assignedObjects(script: string): readonly AssignedObject[] {
  const found: AssignedObject[] = []
  let end = 0
  let failures = 0
  for (const match of script.matchAll(ASSIGNMENT)) {
    const [sign, name = ''] = match
    if (match.index < end || failures > MOST_FAILURES) continue
    const literal = readLiteral(script, match.index + sign.length)
    if (literal === null || !isObject(literal.value)) {
      failures += 1
      continue
    }
    found.push({ name, value: literal.value })
    end = literal.end // what is assigned inside it is no object of the page
  }
  return found
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
