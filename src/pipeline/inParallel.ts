/**
 * Does `work` on every item, at most `width` at a time, beginning in order.
 * The first failure stops new work, waits for what was begun, and is thrown.
 */
export async function inParallel<T>(
  width: number,
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const item of items) {
    if (failures.length > 0) break
    const task = work(item).catch((error: unknown) => {
      failures.push(error)
    })
    running.add(task)
    void task.then(() => running.delete(task))
    if (running.size >= width) await Promise.race(running)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}
