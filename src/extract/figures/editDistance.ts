/** Levenshtein distance between two short texts, in characters. Once it must exceed `limit`, `limit + 1` is given. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const value = Math.min(change, (before[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
      current.push(value)
      if (value < best) best = value
    }
    if (best > limit) return limit + 1
    before = current
  }
  return Math.min(before[b.length] ?? 0, limit + 1)
}
