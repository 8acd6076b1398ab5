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
