import { isBlank } from './textTable.ts'

/** Names that page savers and platforms give to what they know of a page, by the meta that they become. */
const known: Readonly<Record<string, string>> = {
  标题: 'title',
  题名: 'title',
  名称: 'title',
  信息名称: 'title',
  发布时间: 'date',
  发布日期: 'date',
  发文日期: 'date',
  公开日期: 'date',
  日期: 'date',
  时间: 'date',
  栏目: 'column',
  所属栏目: 'column',
  原文链接: 'url',
  原文地址: 'url',
  链接: 'url',
  网址: 'url',
  url: 'url',
  来源: 'publisher',
  信息来源: 'publisher',
  发布机构: 'publisher',
  文号: 'number',
  title: 'title',
  date: 'date',
}

const entry = /^\s*(?<name>[\p{Script=Han}A-Za-z]{2,8})\s*[:：]\s*(?<value>.*)$/u

/** A line that parts header and body: `==== 正文 ====`, `------`. */
const isDivider = (line: string): boolean => /^\s*([=\-—_*#])\1{3,}.{0,80}$/u.test(line)

/**
 * The header that a page saver puts before the text (`标题: …`, `发布时间: …`), by its shape: from the first printed line on,
 * at least two lines of a short name, a colon and at most a line of text, two of the names known. Its values become metas
 * (`title`, `date`, `column`, `url`, `publisher`, `number`; other names as printed), the rest is the body.
 */
export function splitSavedHeader(lines: readonly string[]): {
  readonly metas: Readonly<Record<string, string>>
  readonly lines: readonly string[]
} {
  const start = lines.findIndex((line) => !isBlank(line))
  if (start < 0) return { metas: {}, lines }
  const metas = new Map<string, string>()
  let knownNames = 0
  let end = start
  for (; end < lines.length; end += 1) {
    const { name, value } = entry.exec(lines[end] ?? '')?.groups ?? {}
    if (name === undefined || value === undefined || value.includes('。') || value.length > 200) break
    const meta = known[name.toLowerCase()]
    if (meta !== undefined) knownNames += 1
    const key = meta ?? name
    if (value.trim() !== '' && !metas.has(key)) metas.set(key, value.trim())
  }
  if (knownNames < 2) return { metas: {}, lines }
  return { metas: Object.fromEntries(metas), lines: withoutDivider(lines.slice(end)) }
}

/** Drops the first divider within the lines right behind the header; notes before it stay as prose. */
function withoutDivider(body: readonly string[]): readonly string[] {
  const divider = body.slice(0, 5).findIndex(isDivider)
  return divider < 0 ? body : body.filter((_, index) => index !== divider)
}
