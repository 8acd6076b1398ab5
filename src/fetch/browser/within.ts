/** What the promise gives, or null when it takes longer than so many milliseconds. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, milliseconds, null)
  })
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer)
  })
}
