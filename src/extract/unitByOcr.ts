import { governmentName, type Divisions } from '../model/divisions.ts'
import type { Division, Unit } from '../model/unit.ts'
import { editDistance } from './figures/editDistance.ts'

/** OCR may get one character in three of a place's name wrong (米市花街道 for 米市巷街道). */
const wrong = 1 / 3

/** Words with a letter of a level in them that name no place. */
const noPlace = /城市|都市|社区|园区|辖区|林区|城乡|乡镇|城镇|乡村|市场|市政|市容|市民|市域|区域|县域|旗舰/gu

/**
 * Whether the name of a body is, or begins with, the name of a place: registers have those (docs/decisions/0046), so where they do not
 * know it OCR may have misread it. 财政局 is in no register, and nothing follows from that.
 */
export const isPlaceUnknown = ({ code, name }: Unit): boolean =>
  code?.includes('/') === true && /^.{1,8}?(?:街道|[省市县区旗镇乡]|苏木)/u.test(name.replace(noPlace, ''))

/** Whether OCR may have made one of these names of the other. */
export function mayBeMisread(read: string, name: string): boolean {
  const [one, other] = [governmentName(read), governmentName(name)]
  const limit = Math.floor(placeOf(other).length * wrong)
  return limit > 0 && editDistance(one, other, limit) <= limit
}

/** 米市巷 of 米市巷街道: what tells one place from the next. */
const placeOf = (name: string): string => name.replace(/(?:街道|[省市县区旗镇乡]|苏木)$/u, '')

/** The places right within a division whose names OCR may have read so: a proposal for a person, never an identity. */
export const nearPlaces = (read: string, within: Division, divisions: Divisions): readonly Division[] =>
  divisions.childrenOf(within.code).filter(({ path }) => mayBeMisread(read, path.at(-1) ?? ''))
