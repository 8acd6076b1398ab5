import type { Library } from '../../model/library.ts'

/** Where the unit of a report is, from its id: names of the divisions above it, the province first. What no register knows is left out. */
export function placeOf({ divisionName }: Pick<Library, 'divisionName'>, id: string): readonly string[] {
  const [code = ''] = id.split('/', 1)
  const isDivision = !id.slice(code.length + 1).includes('/')
  // The government of a division is at the one above it.
  const depth = isDivision ? code.length - 1 : code.length
  const names = [2, 4, 6]
    .filter((digits) => digits <= depth)
    .map((digits) => code.slice(0, digits))
    .map((at) => ({ at, name: divisionName(at) }))
    .filter(({ at, name }) => name !== at)
    .map(({ name }) => name)
  // Levels that are no government (市辖区) have the name of the level above.
  return names.filter((name, at) => name !== names[at - 1])
}
