import { bareName, governmentName, type Divisions } from '../model/divisions.ts'
import type { Division } from '../model/unit.ts'

/** What the words for a unit say (杭州市余杭区人民政府良渚街道办事处): which divisions they may mean, and which body of it. */
export interface UnitWords {
  /** As printed. */
  readonly printed: string
  /** Divisions that fit the place words, empty when no place is named. */
  readonly places: readonly Division[]
  /** How many place names led there: 1 for 八一路街道, 2 for 城东区八一路街道. */
  readonly depth: number
  /** The body behind the place words in one spelling (财政局, 办公室); null for the government itself. */
  readonly body: string | null
}

const longestName = 20

/**
 * Reads unit words from left to right by the longest division name each time. `site` lends the short name of its own
 * division and its level word (区财政局); which of several places is meant, nameUnit decides.
 */
export function readUnitWords(words: string, divisions: Divisions, site: Division | null): UnitWords {
  const printed = words.replace(/\s+/gu, '')
  const branch = branchOffice(printed, divisions)
  if (branch !== null) return branch
  let rest = printed
  let places: readonly Division[] = []
  let depth = 0
  for (;;) {
    const step = longestPlace(rest, divisions, depth === 0 ? null : places, site)
    if (step === null) break
    places = step.places
    rest = rest.slice(step.length)
    depth += 1
  }
  const bare = depth === 0 && site !== null ? shortNameOf(site, rest) : ''
  if (bare !== '' && site !== null)
    return { printed, places: [site], depth: 1, body: bodyName(rest.slice(bare.length), site) }
  return { printed, places, depth, body: bodyName(rest, depth > 0 ? (places[0] ?? null) : site) }
}

/** 拱墅 of 拱墅财政局 on the site of 拱墅区; '' where the words go on to name another place (平潭综合实验区, 河东街道). */
function shortNameOf(site: Division, words: string): string {
  const bare = bareName(site.path.at(-1) ?? '')
  if (bare === null || !words.startsWith(bare)) return ''
  return /^[镇乡路村街]|[区园]|街道/u.test(words.slice(bare.length)) ? '' : bare
}

function longestPlace(
  rest: string,
  divisions: Divisions,
  within: readonly Division[] | null,
  site: Division | null,
): { readonly places: readonly Division[]; readonly length: number } | null {
  const lead = within === null ? 0 : (/^人民政府(?=.)/u.exec(rest)?.[0].length ?? 0)
  for (let length = Math.min(rest.length, longestName); length >= lead + 2; length -= 1) {
    const name = rest.slice(lead, length)
    const named = divisions.byName(name).filter((division) => isNamed(division, name, rest.slice(length)))
    const places =
      within === null
        ? named.filter((division) => mayBegin(division, site))
        : named.filter(({ code }) =>
            within.some((above) => code !== above.code && code.startsWith(above.code)),
          )
    if (places.length > 0) return { places, length }
  }
  return null
}

/**
 * The register also has parks and farms with names of everyday language (工业园区, 林场): they begin unit words only
 * on their own site; elsewhere 工业园区管委会 is a body of the site and no place in another province.
 */
const mayBegin = ({ code, path }: Division, site: Division | null): boolean =>
  code.length < 9 ||
  /(?:街道|镇|乡|苏木|地区)$/u.test(path.at(-1) ?? '') ||
  (site !== null && code.startsWith(site.code))

/**
 * A short name counts in running words only for provinces and reviewed aliases: 公安 of 公安局 is no county. Where the register
 * puts a park before an office (化学新材料产业园-沿江街道), what follows the dash is the office's whole name.
 */
function isNamed(division: Division, name: string, next: string): boolean {
  const own = governmentName(division.path.at(-1) ?? '')
  if (own === governmentName(name) || own.endsWith(`-${governmentName(name)}`)) return true
  return division.code.length === 2
    ? !/^(?:街道|[路街镇乡村])/u.test(next)
    : division.code.length === 4 && name.endsWith('州')
}

/** 杭州市公安局拱墅区分局 is the body 公安分局 of 拱墅区, though its name begins with the city. */
function branchOffice(words: string, divisions: Divisions): UnitWords | null {
  const match = /^(?<above>.*?[省市州盟])?(?<bureau>[^省市州盟区县]{2,12})局(?<place>[^局]{2,10})分局$/u.exec(
    words,
  )
  const { above, bureau, place } = match?.groups ?? {}
  if (bureau === undefined || place === undefined) return null
  const upper = above === undefined ? null : readUnitWords(above, divisions, null).places
  const found = divisions
    .byName(place)
    .filter(({ code }) => code.length === 6)
    .filter(({ code }) => upper === null || upper.some((division) => code.startsWith(division.code)))
  if (found.length === 0) return null
  return { printed: words, places: found, depth: upper === null ? 1 : 2, body: `${bureau}分局` }
}

const levels = /^(?:省|自治区|市|区|县|旗|州|盟|镇|乡)/u
/** Names of bodies that begin with a word that could also be a level: 市场监管局, 乡村振兴局, 区域合作办. */
const notLevels = /^(?:市(?:场|政|容|民|域|直|树)|乡村|区域|县域|镇海)/u

/** One spelling for a body; null when the words left mean the government itself. 街道办 is short for 街道办事处. */
function bodyName(rest: string, division: Division | null): string | null {
  const words = withoutOwnLevel(rest, division).replace(/^(?:人民政府|政府|府)(?=.{2,}|办$)/u, '')
  if (/^(?:人民政府|政府|办事处|管理委员会|管委会|[（(]?[市区县]?本级[）)]?|全[市区县])?$/u.test(words))
    return null
  if (words === '办') return division?.path.at(-1)?.endsWith('街道') === true ? null : '办公室'
  return words.replace(/(?<=街道)办(?:事处)?$|(?<=[镇乡])(?:人民)?政府$/u, '')
}

/** 区财政局 on the site of a 区 is its 财政局; on any other site the word stays and speaks of another government. */
function withoutOwnLevel(words: string, division: Division | null): string {
  const level = notLevels.test(words) ? undefined : levels.exec(words)?.[0]
  const isOwn = level !== undefined && division?.path.at(-1)?.endsWith(level) === true
  return isOwn && words.length > level.length + 1 ? words.slice(level.length) : words
}

/** Whether words name a government below the county, known to the register or not: 新设街道, 某镇. */
export const isStreetName = (words: string): boolean =>
  /(?:街道|镇|乡|苏木)(?:人民政府|办事处)?$/u.test(words)

/** Whether words stand where a template wants a name: XX局, ××街道, 某某局, 单位名称. */
export const isPlaceholder = (words: string): boolean =>
  /[XＸxｘ×✕○〇Ｏ□＿_*＊]{2,}|[X×○□*]+(?=[省市区县旗州镇乡局委办])|^某|某某|单位(?:名称|全称)/u.test(words)

/** Whether words name two units in a row: 财政局、审计局, 财政局和拱墅区审计局; 公安局和平分局 and 城关镇和平街道 are one. */
export const namesSeveral = (words: string): boolean =>
  /(?:局|街道|办事处|镇|乡|中心|办公室)(?:[、，,]|以及|(?<=局|办事处|中心|办公室)(?:[与及]|和(?![平谐顺龙田县硕静政林布]))).*(?:局|街道|办事处|镇|乡|中心|办公室)$/u.test(
    words,
  )

/** Whether words end as names of public bodies do; a title's other words must not become an identity. */
export const endsLikeUnit = (words: string): boolean =>
  /(?:[局委办会室厅院所站队校园馆联社处台部科行区县市省州盟旗镇乡]|苏木|中心|公司|集团|街道|学|政府|基地|新城)(?:（.{2,12}）)?$/u.test(
    words,
  )
