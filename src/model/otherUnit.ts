import { resembles } from './bodyNames.ts'
import { governmentName } from './divisions.ts'
import type { Unit } from './unit.ts'

const unitEnd = /(?:街道|办事处|[局委办院区县市省镇乡]|政府|中心|公司|委员会)$/u
/** Pronouns, and words that are no part of a name. */
const noName = /^(?:我|本|全|各|该|其|原|有关|相关|一年|以来|关于|如下|上述)|[的和与及、了对在]/u

/** Whether words certainly name another unit than this one: none around it, no part of it, no other spelling of its name. */
export function namesOtherUnit(words: string, unit: Unit, title: string): boolean {
  if (noName.test(words) || !unitEnd.test(words) || title.replace(/\s+/gu, '').includes(words)) return false
  const rest = withoutPlaces(words, unit)
  if (rest.length < 3) return false
  return ![unit.name, unit.as_printed].some((name) => resembles(rest, withoutPlaces(name, unit)))
}

/** The name without the places around the unit, without the words for their governments, and without a level (区财政局). */
function withoutPlaces(name: string, { division, code }: Unit): string {
  const path = division?.path ?? []
  // the last place of a government is the unit itself
  const around = code === division?.code ? path.slice(0, -1) : path
  const bare = around.reduce((rest, place) => rest.replace(place, ''), name)
  return governmentName(bare.replace(/^(?:省|市|区|县)?(?:人民政府|政府)?(?:办公[室厅])?$/u, '')).replace(
    /^[省市区县](?=\p{Script=Han}{3})/u,
    '',
  )
}
