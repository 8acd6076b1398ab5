/** Something that is done with a document, to be compared with other things. */
export interface Contender<Input> {
  readonly name: string
  readonly run: (input: Input) => unknown
}

/**
 * Milliseconds per input of each contender, by name: medians over `rounds`. In a round each contender in turn does all inputs, so
 * that noise meets all of them alike. Before, each has done them for `warm` milliseconds and the compiler has seen it enough: a
 * re-extraction does thousands.
 */
export async function interleaved<Input>(
  contenders: readonly Contender<Input>[],
  inputs: readonly Input[],
  { rounds = 60, warm = 2000 } = {},
): Promise<ReadonlyMap<string, number>> {
  const turn = async ({ run }: Contender<Input>): Promise<number> => {
    const start = performance.now()
    for (const input of inputs) await run(input)
    return performance.now() - start
  }
  for (const contender of contenders) {
    for (let spent = 0; spent < warm;) spent += await turn(contender)
  }
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      times.get(contender.name)?.push((await turn(contender)) / inputs.length)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
