import { NianbaoError } from '../../errors.ts'

/** The elements that a reader knows: per namespace the local names, and under which name the reader knows each. */
export type Vocabulary<Name extends string> = readonly {
  readonly namespaces: readonly string[]
  readonly names: Readonly<Record<string, Name>>
}[]

/** Writers use one for each of the few namespaces that we know; each costs a table of names. */
const maxPrefixes = 12

/** Qualified names (`w:tc`) by length and last letter, so that nearly every foreign name costs one look-up. */
type Lookup<Name extends string> = readonly (
  readonly { readonly qualified: string; readonly name: Name }[] | undefined
)[]

/**
 * Resolves element names of one XML part by namespace, not by prefix: gives a function from the extent of a
 * qualified name to the vocabulary's name, or null for every other element.
 * A prefix may be declared anywhere but must mean the same throughout; `unreadable-file` otherwise, because then
 * a tag could no longer be known by itself.
 */
export function elementNames<Name extends string>(
  xml: Buffer,
  vocabulary: Vocabulary<Name>,
): (start: number, end: number) => Name | null {
  const known = [...prefixesOf(xml, vocabulary)].flatMap(([prefix, names]) =>
    names === null ? [] : [{ prefix, names }],
  )
  if (known.length > maxPrefixes) throw refused(`declares ${known.length} prefixes for what Word names by 4`)
  const lookup = lookupOf(known)
  return (start, end) => {
    const candidates = lookup[slotOf(end - start, xml[end - 1] ?? 0)]
    if (candidates === undefined) return null
    for (const { qualified, name } of candidates) if (isAt(xml, start, qualified)) return name
    return null
  }
}

function isAt(xml: Buffer, start: number, word: string): boolean {
  for (let n = 0; n < word.length; n++) if (xml[start + n] !== word.charCodeAt(n)) return false
  return true
}

const slotOf = (length: number, last: number): number => (length << 8) | last

function lookupOf<Name extends string>(
  known: readonly { readonly prefix: string; readonly names: Readonly<Record<string, Name>> }[],
): Lookup<Name> {
  const lookup: { qualified: string; name: Name }[][] = []
  for (const { prefix, names } of known) {
    for (const [local, name] of Object.entries(names)) {
      const qualified = prefix + local
      const slot = slotOf(qualified.length, qualified.charCodeAt(qualified.length - 1))
      const candidates = (lookup[slot] ??= [])
      candidates.push({ qualified, name })
    }
  }
  return lookup
}

/** For each declared prefix (with its colon) the names of its namespace, or null for a foreign one. */
function prefixesOf<Name extends string>(
  xml: Buffer,
  vocabulary: Vocabulary<Name>,
): ReadonlyMap<string, Readonly<Record<string, Name>> | null> {
  const prefixes = new Map<string, Readonly<Record<string, Name>> | null>()
  const declarationAt = declarations(xml)
  for (let at = xml.indexOf('xmlns'); at >= 0; at = xml.indexOf('xmlns', at + 5)) {
    const match = declarationAt(at)
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

/** A declaration that is not at its end. */
const mayGoOn = /^xmlns(?::[^\s=<>]*)?\s*(?:=\s*(?:"[^"]*|'[^']*)?)?$/u

/** Gives the declaration of a namespace at an index: a word of at most 200 characters, one of at most 1,000, and blanks between them. */
function declarations(xml: Buffer): (at: number) => RegExpExecArray | null {
  const declaration = /xmlns(?::([^\s=<>]{1,200}))?\s*=\s*(?:"([^"]{0,1000})"|'([^']{0,1000})')/uy
  let whole: string | null = null
  return (at) => {
    if (whole === null) {
      const near = xml.toString('latin1', at, Math.min(at + usual, xml.length))
      declaration.lastIndex = 0
      const found = declaration.exec(near)
      if (found !== null || !mayGoOn.test(near)) return found
      whole = xml.toString('latin1')
    }
    declaration.lastIndex = at
    return declaration.exec(whole)
  }
}

/** No writer's declaration is longer; from the first that is, all are looked for in a string of the whole. */
const usual = 300

function refused(what: string): NianbaoError {
  return new NianbaoError('unreadable-file', `the document's XML ${what}; open and save it in Word`)
}
