import type { Divisions } from '../model/divisions.ts'
import type { Division, Unit } from '../model/unit.ts'
import {
  endsLikeUnit,
  isPlaceholder,
  isStreetName,
  namesSeveral,
  readUnitWords,
  type UnitWords,
} from './identityUnitWords.ts'

/** A unit, and why it is not certain; `doubt` is null when nothing is in doubt. */
export interface NamedUnit {
  readonly unit: Unit
  readonly doubt: string | null
}

/**
 * The unit that `words` name. With the site's division it is looked for inside it. Without one it must be the only
 * division of the register that fits: by the places in its own words, else by a county or city named in `evidence`
 * (signature, 发布机构, body; the first text that leaves exactly one). A street's name alone is never enough.
 */
export function nameUnit(
  words: string,
  divisions: Divisions,
  site: Division | null,
  evidence: readonly string[],
): NamedUnit {
  const read = readUnitWords(words, divisions, site)
  if (isPlaceholder(read.printed)) return nameless(read, `${read.printed} stands for a name and is none`)
  if (namesSeveral(read.printed)) return nameless(read, `${read.printed} are several units`)
  if (read.body !== null && !endsLikeUnit(read.body))
    return nameless(read, `${read.printed} does not read like a unit`)
  return site === null ? withoutSite(read, evidence) : onSite(read, site, divisions)
}

function onSite(read: UnitWords, site: Division, divisions: Divisions): NamedUnit {
  if (read.depth === 0) {
    const known = read.body !== null && isStreetName(read.body) && divisions.byName(read.body).length > 0
    if (known)
      return nameless(read, `${read.printed} is in the register, but not within ${site.path.join('')}`)
    if (foreignLevel(read, site))
      return nameless(read, `${read.printed} is of another level than ${site.path.join('')}`)
    return certain(read, site)
  }
  const inside = read.places.filter(({ code }) => code.startsWith(site.code))
  const [only, second] = inside
  if (only !== undefined && second === undefined) return certain(read, only)
  if (only !== undefined) return nameless(read, `${read.printed} fits several divisions: ${codes(inside)}`)
  const named = read.places.map(({ path }) => path.join('')).join(', ')
  return nameless(read, `the site is of ${site.path.join('')}, but the title names ${named}`)
}

/** 市教育局 on the site of a district is the city's, not the district's. */
const foreignLevel = ({ body }: UnitWords, site: Division): boolean => {
  const level =
    /^(?:省|市(?!场|政|容|民|域|直|树)|区(?!域|划)|县(?!域))(?=.{2,}(?:局|委|办|厅|室|会)$)/u.exec(
      body ?? '',
    )?.[0]
  return level !== undefined && site.path.at(-1)?.endsWith(level) !== true
}

function withoutSite(read: UnitWords, evidence: readonly string[]): NamedUnit {
  const [only, second] = read.places
  if (only === undefined) return nameless(read, `no place of the register is named in ${read.printed}`)
  const isPlaced = read.depth > 1 || only.code.length <= 6
  if (second === undefined && isPlaced) return certain(read, only)
  for (const text of evidence) {
    const supported = supportedBy(text, read.places)
    if (supported !== null) return certain(read, supported)
  }
  return nameless(read, `${read.printed} alone does not tell which: ${codes(read.places)}`)
}

/** County names that are words of everyday language; they prove nothing in running text. */
const commonWords = new Set(['城区', '郊区', '矿区', '新区'])

/** The one division of `places` whose county, else whose city, the text names. A province is too wide to prove it. */
function supportedBy(text: string, places: readonly Division[]): Division | null {
  let left = places
  for (const above of [-2, -3]) {
    const named = left.filter(({ path }) => {
      const name = path.length + above > 0 ? path.at(above) : undefined
      return name !== undefined && !commonWords.has(name) && text.includes(name)
    })
    const [only, second] = named
    if (only !== undefined && second === undefined) return only
    if (only !== undefined) left = named
  }
  return null
}

function certain(read: UnitWords, division: Division): NamedUnit {
  const government = division.path.at(-1) ?? ''
  const isStreet = read.body !== null && isStreetName(read.body)
  return {
    unit: {
      // An office of a government says nothing alone: it is called after the government, which is called by its division.
      name:
        read.body === null
          ? government
          : /^办公[室厅]$/u.test(read.body)
            ? `${government}${read.body}`
            : read.body,
      as_printed: read.printed,
      code: read.body === null ? division.code : `${division.code}/${read.body}`,
      division,
    },
    doubt: isStreet
      ? `the register has no ${read.printed} within ${division.path.join('')}: it is new, or misprinted; kept as a body of it`
      : null,
  }
}

/** Named, but not certain: no code, so that it enters no archive under a wrong identity. */
const nameless = ({ printed }: UnitWords, doubt: string): NamedUnit => ({
  unit: { name: unplacedName(printed), as_printed: printed, code: null, division: null },
  doubt,
})

/** The body as far as it can be told without a place: 良渚街道 for …良渚街道办事处, 某市 for 某市人民政府. */
const unplacedName = (printed: string): string =>
  printed.replace(/^.+人民政府(?=.+(?:街道|办事处)$)/u, '').replace(/(?<=街道)办事处$|人民政府$/u, '') ||
  printed

const codes = (places: readonly Division[]): string =>
  places
    .slice(0, 4)
    .map(({ code, path }) => `${code} ${path.join('')}`)
    .join(', ') + (places.length > 4 ? ` and ${places.length - 4} more` : '')
