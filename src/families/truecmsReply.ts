import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'
import { groupIn, isGroupXml, type Group } from './jpageXml.ts'

/**
 * A reply of TrueCMS's `getMessage.do` as a group: JSON, often in a callback (JSONP), whose `result` is the XML of a jpage
 * group; bare XML is taken too. Without rows `result` is empty. `base` is the column page, which relative addresses mean.
 */
export function readReply(page: Page, base: string): Group {
  const text = page.text.trim()
  const response = { url: page.url, sha256: page.sha256 }
  if (text.startsWith('<') && isGroupXml(text)) return groupIn(text, base, response)
  const members = membersOf(parse(text, page))
  const xml = members.find((member): member is [string, string] => {
    const [, value] = member
    return typeof value === 'string' && isGroupXml(value)
  })
  const isEmpty = members.some(([name, value]) => name === 'result' && (value === '' || value === null))
  if (xml === undefined && !isEmpty) {
    throw new NianbaoError('layout-changed', `${page.url}: the reply of TrueCMS holds no records`)
  }
  const group = groupIn(xml?.[1] ?? '', base, response)
  return { ...group, total: group.total ?? totalIn(members) }
}

function parse(text: string, page: Page): unknown {
  try {
    return JSON.parse(text.replace(/^[\w$.]+\(([\s\S]*)\)\s*;?$/u, '$1'))
  } catch (cause) {
    throw new NianbaoError('layout-changed', `${page.url}: the reply of TrueCMS is no JSON`, { cause })
  }
}

/** Every named member of a JSON value at any depth: hosts nest the result differently. */
function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [
    [name.toLowerCase(), member] as const,
    ...membersOf(member),
  ])
}

function totalIn(members: readonly (readonly [string, unknown])[]): number | null {
  const printed = members.find(([name]) => /^total(?:record|count|rows?)?s?$/u.test(name))?.[1]
  return /^\d+$/u.test(String(printed)) ? Number(printed) : null
}
