import type { Finding } from '../model/finding.ts'
import { mayBeOtherBoard, namesOtherUnit } from '../model/otherUnit.ts'
import type { Report } from '../model/report.ts'
import type { Unit } from '../model/unit.ts'

/** Where a report says whose it is: 现公布2022年米市巷街道信息公开年度报告, 本报告由良渚街道编制. */
const selfDescriptions: readonly RegExp[] = [
  /现(?:将|就|(?:予以?|向社会)?(?:公布|发布|公开))(?:20\d\d年度?)?(?<unit>[\p{Script=Han}（）]{2,30}?)(?:20\d\d年度?)?(?:的)?(?:政府信息|政务信息|政务|信息)公开(?:工作)?(?:年度)?(?:工作)?(?:报告|情况)/u,
  /本(?:年度)?报告[^，。]{0,12}反映了?(?<unit>[\p{Script=Han}（）]{2,30}?)(?:20\d\d年度?)(?:政府信息|政务信息|政务|信息)公开/u,
  /本(?:年度)?报告由(?<unit>[\p{Script=Han}（）]{2,30}?)(?:负责)?(?:编制|编写|起草|发布)/u,
  /本(?:年度)?报告[是为系](?<unit>[\p{Script=Han}（）]{2,30}?)(?:20\d\d年度?)(?:的)?(?:政府信息|政务信息|政务|信息)公开/u,
  /(?:^|，)(?<unit>[\p{Script=Han}（）]{2,30}?)编制了20\d\d年度?(?:政府信息|政务信息|政务|信息)公开(?:工作)?(?:年度)?报告(?:$|，)/u,
]
/** What a street or township says that it did: 湖墅街道共收到政府信息公开申请3件. */
const deed =
  /^(?:20\d\d年度?[，,]?)?(?<unit>[\p{Script=Han}]{2,12}?(?:街道|镇|乡))(?:办事处|人民政府)?(?:20\d\d年度?)?(?:全年)?(?:共|累计)?(?:收到|受理|新收|接到|未收到|主动公开)[^，]{0,20}(?:申请|信息)[^，]{0,10}\d+[件条]/u

/**
 * The body says that it is the report of another unit (残留单位; docs/decisions/0039): one finding for each. Units around it, parts of it and
 * other spellings of its name are none; nor is anything said where whose report it is, is in doubt already.
 */
export function leftoverUnits({ unit, title, sections, findings }: Report): readonly Finding[] {
  if (unit.code === null || unit.division === null) return []
  if (findings.some(({ code, severity }) => code === 'ambiguous-unit' && severity !== 'info')) return []
  const isStreet = /^\d{9}$/u.test(unit.code)
  const patterns = isStreet ? [...selfDescriptions, deed] : selfDescriptions
  const said = sections
    .filter(({ key }) => key === 'preface' || key === 'overview')
    .flatMap(({ text }) => text.split(/[。；;！\n]/u))
    .map((sentence) =>
      sentence.replace(/\s+/gu, '').replace(/^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])/u, ''),
    )
    .filter((sentence) => sentence.length <= 300)
    .flatMap((sentence) =>
      patterns.flatMap((pattern) => {
        const name = pattern.exec(sentence)?.groups?.['unit']
        return name !== undefined && namesOtherUnit(name, unit, title) ? [{ name, sentence }] : []
      }),
    )
  const byName = Map.groupBy(said, ({ name }) => name)
  return [...byName.values()].flatMap(([first]) => (first === undefined ? [] : [findingOf(unit, first)]))
}

const findingOf = (
  unit: Unit,
  { name, sentence }: { readonly name: string; readonly sentence: string },
): Finding => ({
  code: 'leftover-unit',
  // Two boards of one body are no contradiction, and nothing here tells that they are not.
  severity: mayBeOtherBoard(name, unit) ? 'info' : 'warning',
  metrics: [],
  message:
    `the report of ${unit.as_printed} says “${sentence.slice(0, 60)}”, which names ${name}: copied from elsewhere, or a former name. ` +
    `${unit.as_printed}的报告正文写作“${name}”，可能沿用了其他单位的文本或旧名称。`,
})
