/** Something that is worked out at most once until it is forgotten; a failure is not remembered. */
export interface Remembered<T> {
  readonly get: () => Promise<T>
  readonly forget: () => void
}

export function remembered<T>(work: () => Promise<T>): Remembered<T> {
  let made: Promise<T> | null = null
  return {
    get() {
      if (made !== null) return made
      const now = work()
      made = now
      now.catch(() => {
        if (made === now) made = null
      })
      return now
    },
    forget() {
      made = null
    },
  }
}

/** The same for answers to questions: the newest so many are remembered, told apart by their JSON. */
export function boundedMemory<Q, A>(
  answer: (question: Q) => Promise<A>,
  most = 32,
): { readonly get: (question: Q) => Promise<A>; readonly forget: () => void } {
  const known = new Map<string, Remembered<A>>()
  return {
    get(question) {
      const key = JSON.stringify(question)
      const found = known.get(key) ?? remembered(() => answer(question))
      known.delete(key)
      known.set(key, found)
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) known.delete(oldest)
      return found.get()
    },
    forget: () => {
      known.clear()
    },
  }
}
