/** The words by which a unit speaks of itself are no other body: 我局, 全区, 本机关, 各部门. */
const ourselves =
  /(?:我|本|全|各|所有|辖区各)(?:省|市|州|盟|县|区|旗|镇|乡|街道|局|委|办|厅|院|所|处|站|校|公司|中心|单位|机关|部门|系统|级|年|实验区|开发区|新区|办事处|街道办事处|管委会|地区|镇街)+|(?:我|本)(?:单位|机关)/gu

/** Words with the last letter of a body in them that are none. */
const harmless =
  /办理|办结|办公(?!室|厅)|处理|处置|所有|所列|所述|网站|委托|市场|市民|区别|区分|区域|社区居民|院内|科学|部分|部署|全部|内部|外部|县域|乡村振兴|公司法|到位|单位和个人|信息公开(?:工作)?(?:机构|部门|单位|办公室)|工作部门|(?:依申请)?(?:受理|承办)(?:点|机构|窗口)|政府(?:门户)?网站|政府信息|政府公报|政府部门/gu

const body =
  /\p{Script=Han}{1,14}(?:局|委员会|发改委|卫健委|卫计委|教委|国资委|建委|管委会|[一-龥]委|厅|办公室|政府办|街道办|党政办|政府|县|市|区|旗|街道|镇|乡|法院|检察院|分局|中心|大队|支队|事务所|派出所|管理站|医院|学院|学校|大学|公司|集团|银行|科室|部门)(?!工作|动态|信息|网站|门户|政务|平台|网|内|人员|干部)/u

/** Whether a piece of a sentence speaks of a body that is not the unit of the report: 区教育局受理, 其中泗阳县. */
export function namesOther(piece: string, own: readonly string[]): boolean {
  const rest = own
    .reduce((text, name) => text.replaceAll(name, ''), piece)
    .replace(ourselves, '')
    .replace(
      /^(?:20\d\d年度?|全年|一年来|本年度?)?，?(?:局|区|县|市|镇|乡|街道|办事处|街道办|委)(?=20|全年|共|未|没|收|接|主动|新|无)/u,
      '',
    )
    .replace(harmless, '')
  return body.test(rest)
}

/** The names by which a report may call its own unit: in full, without 人民, and without what stands before its last part. */
export function ownNames({
  name,
  printed,
}: {
  readonly name: string
  readonly printed: string
}): readonly string[] {
  const full = [name, printed].map((each) => each.replace(/\s+/gu, '')).filter((each) => each.length > 1)
  const all = full.flatMap((each) => [each, each.replace('人民政府', '政府'), each.replace('人民政府', '')])
  const tails = all.flatMap((each) => {
    const tail = /(?:省|市|州|县|区|旗|街道|镇|乡)(\p{Script=Han}{2,})$/u.exec(each)?.[1]
    return tail === undefined ? [] : [tail]
  })
  return [...new Set([...all, ...tails])]
    .filter((each) => each.length > 1)
    .sort((a, b) => b.length - a.length)
}
