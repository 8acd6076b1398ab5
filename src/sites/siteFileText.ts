type Literal = string | number | boolean | readonly Literal[] | { readonly [name: string]: Literal }

/** What a new site file states: `SiteFacts` with one source, before anybody checked it. */
export interface NewSiteFacts {
  readonly id: string
  readonly name: string
  readonly division: string
  readonly hosts: readonly string[]
  readonly scheme: 'http' | 'https'
  readonly source: {
    readonly family: string
    readonly options: Readonly<Record<string, string | number | boolean>>
  }
  readonly expect: { readonly from: number; readonly perYear: readonly [number, number] }
  readonly unverified: Readonly<Record<string, string>>
}

/** The members of a site file in their usual order; what has its usual value is left out. */
export function siteLiteral(facts: NewSiteFacts): Readonly<Record<string, Literal>> {
  const { id, name, division, hosts, scheme, source, expect, unverified } = facts
  return {
    ...{ id, name, division, hosts },
    ...(scheme === 'https' && { scheme }),
    sources: [{ family: source.family, ...source.options }],
    expect: { from: expect.from, perYear: expect.perYear },
    ...(Object.keys(unverified).length > 0 && { unverified }),
  }
}

/** The site file as prettier would leave it; `define` is the module that it imports `defineSite` from. */
export function siteFileText(facts: NewSiteFacts, define: string): string {
  return `import { defineSite } from ${quoted(define)}\n\nexport default defineSite(${opened(siteLiteral(facts), 0)})\n`
}

/** `printWidth` of .prettierrc.json. */
const width = 110
const pad = (depth: number): string => '  '.repeat(depth)

/** Behind a shorter name prettier breaks no line: nothing would be won (`isObjectPropertyWithShortKey`, prettier 3). */
const shortKey = 5

/** A value that begins at column `at` of a line and is followed by a comma; a long text may move to the next line. */
function written(value: Literal, depth: number, at: number, mayMove = false): string {
  const flat = flattened(value)
  if (at + flat.length + 1 <= width) return flat
  if (typeof value === 'object') return opened(value, depth)
  return mayMove ? `\n${pad(depth + 1)}${flat}` : flat
}

/** A list or an object with a line for each of its members. */
function opened(value: Exclude<Literal, string | number | boolean>, depth: number): string {
  if (isList(value)) {
    const items = value.map((item) => `${pad(depth + 1)}${written(item, depth + 1, 2 * (depth + 1))},\n`)
    return `[\n${items.join('')}${pad(depth)}]`
  }
  const members = Object.entries(value).map(([name, member]) => {
    const start = `${pad(depth + 1)}${key(name)}:`
    const text =
      name === 'unverified' && typeof member === 'object'
        ? opened(member, depth + 1)
        : written(member, depth + 1, start.length + 1, key(name).length >= shortKey)
    return `${start}${text.startsWith('\n') ? '' : ' '}${text},\n`
  })
  return `{\n${members.join('')}${pad(depth)}}`
}

function flattened(value: Literal): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(flattened).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${key(name)}: ${flattened(member)}`)
    .join(', ')} }`
}

/** `Array.isArray` does not narrow readonly lists. */
const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value)

const key = (name: string): string => (/^[a-z_$][\w$]*$/iu.test(name) ? name : quoted(name))

/** Single quotes, unless the text has more of those than of double ones. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  const singles = text.split("'").length
  return singles > text.split('"').length
    ? `"${escaped.replaceAll('"', '\\"')}"`
    : `'${escaped.replaceAll("'", "\\'")}'`
}
