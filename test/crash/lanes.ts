import { availableParallelism } from 'node:os'

/** Does `work` for every item, as many at a time as the machine has cores. */
export async function inLanes<T>(
  items: Iterable<T>,
  work: (item: T, number: number) => Promise<void>,
): Promise<void> {
  const left = [...items].entries()
  const lane = async () => {
    for (const [number, item] of left) await work(item, number)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
}
