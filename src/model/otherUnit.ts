import { resembles } from './bodyNames.ts'
import { governmentName } from './divisions.ts'
import { areTwoBureaus, otherCounty } from './otherBody.ts'
import type { Unit } from './unit.ts'

const unitEnd = /(?:街道|办事处|[局委办院区县市省镇乡]|政府|中心|公司|委员会)$/u
/** Pronouns, and words that are no part of a name. */
const noName = /^(?:我|本|全|各|该|其|原|有关|相关|一年|以来|关于|如下|上述)|[的和与及、了对在]/u

/** Whether words certainly name another unit than this one: none around it, no part of it, no other spelling of its name. */
export function namesOtherUnit(words: string, unit: Unit, title: string): boolean {
  if (noName.test(words) || !unitEnd.test(words) || title.replace(/\s+/gu, '').includes(words)) return false
  const rest = withoutPlaces(words, unit)
  if (rest.length < 3) return false
  const body = withoutPlaces(unit.name, unit)
  if (areTwoBureaus(rest, body) || otherCounty(words, body, unit) !== null) return true
  return ![unit.name, unit.as_printed].some((name) => {
    const own = withoutPlaces(name, unit)
    return resembles(rest, own) || mayAbbreviate(rest, own) || mayAbbreviate(own, rest)
  })
}

/**
 * Whether the other unit that words name may still be this one under another board (牌子) or a newer name, as bureaus of one division
 * may: 乡村振兴局 of 农业农村局, 数据局 of 行政审批局.
 */
export function mayBeOtherBoard(words: string, unit: Unit): boolean {
  const [rest, body] = [words, unit.name].map((name) => withoutPlaces(name, unit))
  if (rest === undefined || body === undefined) return false
  return (
    bureauEnd.test(rest) &&
    bureauEnd.test(body) &&
    !areTwoBureaus(rest, body) &&
    otherCounty(words, body, unit) === null
  )
}

/** Letters by which bureaus that were merged or parted are called (教体局 of 教育局, 文广新局 of 文化广电和旅游局, 卫健局 of 卫生健康委员会). */
const wordsByLetter: ReadonlyMap<string, string> = new Map([
  ['教', '教育'],
  ['体', '体育'],
  ['科', '科技'],
  ['文', '文化'],
  ['旅', '旅游'],
  ['广', '广电'],
  ['卫', '卫生'],
  ['健', '健康'],
])
const bureauEnd = /(?:委员会|[局委办])$/u

/** Whether the first letters of words of the longer name make up the shorter; one that was merged may keep a word alone. */
function mayAbbreviate(short: string, long: string): boolean {
  const letters = short.replace(bureauEnd, '')
  const name = long.replace(bureauEnd, '')
  if (letters.length < 2 || letters.length > 4) return false
  const words = Array.from(letters).flatMap((letter) => wordsByLetter.get(letter) ?? [])
  return words.filter((word) => name.includes(word)).length > 1 || words.some((word) => word === name)
}

/** The name without the places around the unit, without the words for their governments, and without a level (区财政局). */
function withoutPlaces(name: string, { division, code }: Unit): string {
  const path = division?.path ?? []
  // the last place of a government is the unit itself
  const around = code === division?.code ? path.slice(0, -1) : path
  const bare = around.reduce((rest, place) => rest.replace(place, ''), name)
  return governmentName(bare.replace(/^(?:省|市|区|县)?(?:人民政府|政府)?(?:办公[室厅])?$/u, '')).replace(
    // 市 may also begin the name itself.
    /^(?!市[场容民]|市政(?!府))[省市区县](?=\p{Script=Han}{3})/u,
    '',
  )
}
