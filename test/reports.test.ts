import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { type Container, containers } from './documents/container.ts'
import { judge } from './documents/judge.ts'
import { makeDocument } from './documents/makeDocument.ts'
import { madeReader } from './documents/readMade.ts'
import { oddities } from './documents/oddities.ts'
import { makeCase } from './fixtures/madeCase.ts'
import { seedReports } from './fixtures/seeds.ts'
import { everyday } from './running/everyday.ts'

const { knowledge } = await loadConfig('config')
const read = madeReader(knowledge)

/** One seed per choice of forms: 2021, 2019, and both mixtures. */
const seeds = [0, 2, 4, 5]

const cases = containers.flatMap((container) => [
  { container, oddity: 'nothing odd', names: [] },
  ...[...oddities.values()]
    .filter((one) => one.containers?.includes(container) ?? true)
    .map(({ name }) => ({ container, oddity: name, names: [name] })),
])

/** What must hold for every reading; empty lists are the promise. */
const faults = ({ silent, wrong, overMarked, contradictionNamed, identity }: ReturnType<typeof judge>) => ({
  silent,
  wrong,
  overMarked,
  contradictionNamed,
  identity,
})
const faultless = { silent: [], wrong: [], overMarked: [], contradictionNamed: true, identity: [] }

describe('a made report is read as it is printed, or marked where nobody could', () => {
  const readAsPrinted = ({ container, names }: (typeof cases)[number]): void => {
    for (const seed of seeds) {
      const made = makeCase({ container, oddities: names, seed })
      expect(faults(judge(read(made), made.truth)), `seed ${seed}`).toEqual(faultless)
    }
  }
  test.each(everyday(cases, 60))('$container with $oddity', readAsPrinted)
})

describe('the figures of the five seed reports are read from every container', () => {
  const pairs = seedReports().flatMap((spec) =>
    containers.map((container: Container) => ({ unit: spec.unit, container, spec })),
  )
  test.each(everyday(pairs, 12))('$unit as $container', ({ spec, container }) => {
    const made = makeDocument(spec, container)
    expect(faults(judge(read(made), made.truth))).toEqual(faultless)
  })
})
