import type { Unit } from './unit.ts'

/** Matters whose bureaus every county has, each for itself: two of them are never one body under two names. */
const ownBureaus = ['财政', '审计', '教育', '民政', '公安', '司法', '卫生健康', '人力资源'] as const
const bureau = /(?:[局委]|委员会)$/u

const mattersOf = (name: string): readonly string[] =>
  bureau.test(name) ? ownBureaus.filter((matter) => name.includes(matter)) : []

/**
 * Whether two names, without their places, are certainly of two bodies: 民政局 and 财政局. 乡村振兴局 and 农业农村局 may be two boards (牌子) of one.
 */
export function areTwoBureaus(one: string, other: string): boolean {
  const [its, others] = [mattersOf(one), mattersOf(other)]
  return its.length > 0 && others.length > 0 && !its.some((matter) => others.includes(matter))
}

/** Zones have bureaus of their own under many names; what every division calls itself is no name. */
const noPlace =
  /(?:高新|开发|经开|新|园|(?:^|[主老新]|中心)城|示范|度假|管理|合作|功能|实验|试验|保税|景|库|林|矿|市|全|本|我|各|老|片|辖|社|街)区$|^(?:全|本|我|各|该|原|[省市区县旗])/u

/** The place in words for the same body of another county: 云龙 of 徐州市云龙区财政局, where the unit is 清江浦区财政局; else null. */
export function otherCounty(words: string, body: string, unit: Unit): string | null {
  const path = unit.division?.path ?? []
  if (body.length < 3 || !words.endsWith(body) || path.length === 0) return null
  const [, city = '', place = ''] =
    /^(\p{Script=Han}{2,4}市)?(\p{Script=Han}{1,4}[区县旗])$/u.exec(words.slice(0, -body.length)) ?? []
  if (place === '' || noPlace.test(place) || [city, place].some((each) => noPlace.test(each))) return null
  const own = path.at(-1) ?? ''
  const known = [...path, unit.as_printed, unit.name].join(' ')
  // 余杭区 was 余杭市 once; of 江浦区 nobody knows whether it is a slip for 清江浦区.
  const stem = place.slice(0, -1)
  return known.includes(place) || place.includes(own) || own.includes(stem) ? null : place
}
