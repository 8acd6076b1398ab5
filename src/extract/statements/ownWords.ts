/** The words by which a report speaks of its own unit (自称). */
export interface OwnWords {
  readonly names: readonly OwnName[]
  /** 我街道, 全镇, 本机关: by the level of the unit, for 全区 in the report of a street is another body. */
  readonly ourselves: RegExp
  /** 街道 alone at the beginning: 街道全年主动公开…. */
  readonly bare: RegExp
}

/** A name of the unit, and what may not stand before it, as a pattern. It is made one only where a text holds the name. */
interface OwnName {
  readonly name: string
  readonly guard: string
}

/** Words with the last letter of a body in them that are none. */
const harmless =
  /办理|办结|办公(?!室|厅)|处理|处置|所有|所列|所述|网站|委托|市场|市民|区别|区分|区域|社区居民|院内|科学|部分|部署|全部|内部|外部|县域|乡村振兴|公司法|到位|单位和个人|信息公开(?:工作)?(?:机构|部门|单位|办公室)|工作部门|(?:依申请)?(?:受理|承办)(?:点|机构|窗口)|政府(?:门户)?网站|政府信息|政府公报|政府部门/gu

const body =
  /\p{Script=Han}{1,14}(?:局|委员会|发改委|卫健委|卫计委|教委|国资委|建委|管委会|[一-龥]委|厅|办公室|政府办|街道办|党政办|政府|县|市|区|旗|街道|镇|乡|法院|检察院|分局|中心|大队|支队|事务所|派出所|管理站|医院|学院|学校|大学|中学|小学|幼儿园|公司|集团|银行|科室|部门)(?!工作|动态|信息|网站|门户|政务|平台|网|内|人员|干部)/u

/** Letters that end the name of a section (科室) or place, but begin other words as well: only where the name ends in them. */
const section =
  /\p{Script=Han}(?:室|科|股|组|队|(?<!共收|[主承协转交督领经催查])办|站|所|处|村|社区|居委会|村委会|大厅|窗口|班|部|馆|园|会)(?=$| |共|总|合计|20|全年|本年|年内|收|受|未|没|无|接|主动|新|发布|公开|答|牵头|负责|、|和|及|与)/u

/** What stands below a unit, or is only its innermost part; and all that belong to it, which is more. */
const within =
  /[局委办厅院校省市州县区旗镇乡下所直附]属|下辖|辖区内|系统|本级|各(?!级|种|类|项|界|方|环节|个|自|有关)\p{Script=Han}|[省市州县区旗镇乡]级(?:(?:行政)?(?:机关|部门|单位)|层面)|(?<!行政|国家|本|我|我们|各级|政府)机关(?=$|共|总|20|全年|本年|收|受|未|没|无|接|主动|新)/u

/** Whether a piece of a sentence speaks of a body that is not the unit of the report as a whole: 区教育局受理, 街道城建科, 局机关. */
export function namesOther(piece: string, own: OwnWords): boolean {
  const rest = withoutNames(piece, own)
    .replace(own.ourselves, '')
    .replace(own.bare, '')
    .replace(harmless, ' ')
  return body.test(rest) || section.test(rest) || within.test(rest)
}

/** Whether a piece of a sentence names the unit itself. */
export const namesOwn = (piece: string, own: OwnWords): boolean =>
  withoutNames(piece, own) !== piece || piece.search(own.ourselves) >= 0

const withoutNames = (piece: string, { names }: OwnWords): string =>
  names.reduce(
    (text, { name, guard }) =>
      text.includes(name) ? text.replace(new RegExp(guard + RegExp.escape(name), 'gu'), '') : text,
    piece,
  )

/** What bodies call themselves by, behind 我 and 本, by how their name ends. */
const organs: readonly (readonly [RegExp, string])[] = [
  [/局$/u, '局'],
  [/委$|委员会$/u, '委员会|委'],
  [/办公室$|办$/u, '办公室|办|室'],
  [/厅$/u, '厅'],
  [/中心$/u, '中心'],
  [/医院$/u, '医院|院'],
  [/[学院校园]$/u, '学校|学院|大学|校|院|园'],
  [/公司$|集团$/u, '公司|集团'],
  [/队$/u, '总队|支队|大队|队'],
  [/院$/u, '院'],
  [/[所处站馆会社]$/u, '所|处|站|馆|会|社'],
]
const anyOrgan = organs.map(([, words]) => words).join('|')
/** Behind the name of a whole division: all that report with it; its towns alone (全县各乡镇) are not all. */
const everyone =
  '(?:(?=[\\p{Script=Han}、]*(?:级|部门|单位|行政机关))(?:各?(?:级|部门|单位|行政机关|镇街|街镇|乡镇|镇|乡|街道|县区|区县|地区)[、和及]?)*)?'

/** The words of a unit for itself. `name` is the body alone, `printed` as the title has it. */
export function ownWordsOf(unit: { readonly name: string; readonly printed: string }): OwnWords {
  const name = unit.name.replace(/\s+/gu, '')
  const division = divisionWords(name)
  const own = division ?? organs.find(([end]) => end.test(name))?.[1] ?? anyOrgan
  const all = `(?:${own})(?:政府|办事处|管委会)?${everyone}`
  const self = `单位|机关|部门|行政机关${division === null ? `|${anyOrgan}` : ''}`
  return {
    names: ownNames(unit),
    ourselves: new RegExp(`我们|(?:我|本|全)${all}|(?:我|本)(?:${self})`, 'gu'),
    bare: new RegExp(
      `^(?:20\\d\\d年度?|全年|一年来|本年度?)?，?(?:${own})(?=$|20|全年|共|未|没|收|接|主动|新|无)`,
      'u',
    ),
  }
}

/** What a government, a street or a zone calls itself by: the level of its division; null for any other body. */
function divisionWords(name: string): string | null {
  if (/街道(?:办事处|办)?$/u.test(name)) return '街道办事处|街道办|街道|办事处|街'
  if (/区(?:党工委)?(?:管委会|管理委员会)$/u.test(name)) return '\\p{Script=Han}{0,4}区|管委会'
  const [, level] = /(地区|[省市州盟县区旗镇乡])(?:人民政府|政府|行署|行政公署)?$/u.exec(name) ?? []
  if (level === '镇' || level === '乡') return `${level}(?:人民)?政府|${level}`
  return level ?? null
}

/**
 * The names by which a report may call its own unit: in full, without 人民, and without what stands before its last part (财政局), but
 * for the letter of its level (区财政局): 市财政局 is another body.
 */
function ownNames({
  name,
  printed,
}: {
  readonly name: string
  readonly printed: string
}): readonly OwnName[] {
  const full = [name, printed].map((each) => each.replace(/\s+/gu, '')).filter((each) => each.length > 1)
  const all = full.flatMap((each) => [each, each.replace('人民政府', '政府'), each.replace('人民政府', '')])
  const tails = all.flatMap((each) =>
    [...each.matchAll(/(?<=(省|市|州|县|区|旗|街道|镇|乡))(?=(\p{Script=Han}{2,})$)/gu)].flatMap(
      ([, level = '', tail = '']) => [level + tail, tail],
    ),
  )
  return [...new Set([...all, ...tails])]
    .filter((each) => each.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((name) => ({ name, guard: guardOf(name) }))
}

/** What may not stand before a name: another place (下城|区财政局), another level (市|财政局). The name of a street is its own. */
function guardOf(name: string): string {
  if (/^[省市州县区旗]/u.test(name)) return '(?<=^|[^\\p{Script=Han}]|[年度内由我])'
  return /[省市州县区旗镇乡]|街道/u.test(name) ? '' : '(?<![省市州县区旗])'
}
