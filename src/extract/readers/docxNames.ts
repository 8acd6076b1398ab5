import { NianbaoError } from '../../errors.ts'

/** The elements that a reader knows: per namespace the local names, and under which name the reader knows each. */
export type Vocabulary<Name extends string> = readonly {
  readonly namespaces: readonly string[]
  readonly names: Readonly<Record<string, Name>>
}[]

/** Each prefix costs a look at every tag; writers use one for each of the few namespaces that we know. */
const maxPrefixes = 12

/** The names of one namespace, found by length and first letter, so that most foreign names cost one look-up. */
type Lookup<Name extends string> = readonly (
  readonly { readonly local: string; readonly name: Name }[] | undefined
)[]

/**
 * Resolves element names of one XML part by namespace, not by prefix: gives a function from the extent of a
 * qualified name to the vocabulary's name, or null for every other element.
 * A prefix may be declared anywhere but must mean the same throughout; `unreadable-file` otherwise, because then
 * a tag could no longer be known by itself.
 */
export function elementNames<Name extends string>(
  xml: string,
  vocabulary: Vocabulary<Name>,
): (start: number, end: number) => Name | null {
  const known = [...prefixesOf(xml, vocabulary)].flatMap(([prefix, names]) =>
    names === null ? [] : [{ prefix, names }],
  )
  if (known.length > maxPrefixes) throw refused(`declares ${known.length} prefixes for what Word names by 3`)
  const prefixes = known
    // Longest first: the empty prefix fits any name.
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
    .map(({ prefix, names }) => [prefix, lookupOf(names)] as const)
  return (start, end) => {
    for (const [prefix, lookup] of prefixes) {
      if (xml.startsWith(prefix, start)) return find(xml, start + prefix.length, end, lookup)
    }
    return null
  }
}

function find<Name extends string>(
  xml: string,
  start: number,
  end: number,
  lookup: Lookup<Name>,
): Name | null {
  const candidates = lookup[((end - start) << 7) | xml.charCodeAt(start)]
  if (candidates === undefined) return null
  for (const { local, name } of candidates) if (xml.startsWith(local, start)) return name
  return null
}

function lookupOf<Name extends string>(names: Readonly<Record<string, Name>>): Lookup<Name> {
  const lookup: { local: string; name: Name }[][] = []
  for (const [local, name] of Object.entries(names)) {
    const slot = (local.length << 7) | local.charCodeAt(0)
    const candidates = (lookup[slot] ??= [])
    candidates.push({ local, name })
  }
  return lookup
}

/** For each declared prefix (with its colon) the names of its namespace, or null for a foreign one. */
function prefixesOf<Name extends string>(
  xml: string,
  vocabulary: Vocabulary<Name>,
): ReadonlyMap<string, Readonly<Record<string, Name>> | null> {
  const prefixes = new Map<string, Readonly<Record<string, Name>> | null>()
  const declaration = /xmlns(?::([^\s=<>]{1,200}))?\s*=\s*(?:"([^"]{0,1000})"|'([^']{0,1000})')/uy
  for (let at = xml.indexOf('xmlns'); at >= 0; at = xml.indexOf('xmlns', at + 5)) {
    declaration.lastIndex = at
    const match = declaration.exec(xml)
    if (match === null) continue
    const prefix = match[1] === undefined ? '' : `${match[1]}:`
    const uri = match[2] ?? match[3] ?? ''
    const names = vocabulary.find(({ namespaces }) => namespaces.includes(uri))?.names ?? null
    const before = prefixes.get(prefix)
    if (before !== undefined && before !== names) {
      throw refused(`gives the prefix "${prefix}" two meanings`)
    }
    prefixes.set(prefix, names)
  }
  return prefixes
}

function refused(what: string): NianbaoError {
  return new NianbaoError('unreadable-file', `the document's XML ${what}; open and save it in Word`)
}
