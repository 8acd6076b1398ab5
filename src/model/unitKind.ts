/** Units that can be set beside each other (单位类别): the government of a division, or a body of one, by the level of the division. */
export const unitKinds = [
  ...(['province', 'prefecture', 'county', 'township'] as const),
  ...(['province-body', 'prefecture-body', 'county-body', 'township-body'] as const),
] as const
export type UnitKind = (typeof unitKinds)[number]

const levels: Readonly<Record<number, 'province' | 'prefecture' | 'county' | 'township'>> = {
  2: 'province',
  4: 'prefecture',
  6: 'county',
  9: 'township',
}

/** The kind of a unit by its code: digits of the division (2, 4, 6, 9), and whether it is a body of it. Null for another code. */
export function unitKind(code: string): UnitKind | null {
  const [division = '', body] = code.split('/', 2)
  const level = /^\d+$/u.test(division) ? levels[division.length] : undefined
  if (level === undefined) return null
  return body === undefined ? level : `${level}-body`
}
