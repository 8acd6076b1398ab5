import * as cells from './cellOddities.ts'
import * as columns from './columnOddities.ts'
import * as contradictions from './contradictionOddities.ts'
import * as flatText from './flatTextOddities.ts'
import * as labels from './labelOddities.ts'
import type { Oddity } from './oddity.ts'
import * as pages from './pageOddities.ts'
import * as rows from './rowOddities.ts'
import * as shapes from './shapeOddities.ts'
import * as tables from './tableOddities.ts'
import * as units from './unitOddities.ts'
import * as word from './wordOddities.ts'
import * as wording from './wordingOddities.ts'

const { missingLastCell, ...otherRows } = rows

/** Every oddity with its own choice of place, by name. */
export const oddities: ReadonlyMap<string, Oddity> = new Map(
  [
    missingLastCell(null),
    ...Object.values(tables),
    ...Object.values(pages),
    ...Object.values(shapes),
    ...Object.values(otherRows),
    ...Object.values(cells),
    ...Object.values(labels),
    ...Object.values(wording),
    ...Object.values(word),
    ...Object.values(contradictions),
    ...Object.values(columns),
    ...Object.values(units),
    ...Object.values(flatText),
  ].map((one) => [one.name, one]),
)

/** The oddity of this name; an unknown name is a mistake of the caller. */
export function oddityNamed(name: string): Oddity {
  const found = oddities.get(name)
  if (found === undefined)
    throw new Error(`no oddity is named ${name}; known: ${[...oddities.keys()].join(' ')}`)
  return found
}
