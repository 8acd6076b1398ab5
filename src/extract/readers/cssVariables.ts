/** More values of one name, values that ask for values, and declarations written out with them are of no page that prints figures. */
const most = { values: 8, deep: 4, written: 200_000 } as const
const definition = /(?:^|[;{\s])(--[\w\u0080-\uFFFF-]+)\s*:\s*([^;{}]*)/gu
const use = /var\(\s*(--[\w\u0080-\uFFFF-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)/u

/**
 * The values that sheets give to names (自定义属性, `--name: value`; CSS Custom Properties level 1), wherever in the page: which
 * of several counts for an element only a browser knows.
 */
export class CssVariables {
  readonly #values = new Map<string, Set<string>>()
  #written = 0

  constructor(sheets: readonly string[]) {
    for (const sheet of sheets)
      if (sheet.includes('--'))
        for (const [, name = '', value = ''] of sheet.matchAll(definition)) this.#add(name, value.trim())
  }

  /** Whether so many declarations were written out that what others come to is not worked out any more. */
  get areTooMany(): boolean {
    return this.#written >= most.written
  }

  /** Declarations with each value that they may have in place of `var(…)`; none where no value is known. */
  *of(declarations: string, left: number = most.deep): Generator<string> {
    this.#written += 1
    const found = use.exec(declarations)
    if (found === null) {
      yield declarations
      return
    }
    if (left === 0) return
    const [whole, name = '', fallback] = found
    const values = [...(this.#values.get(name) ?? []), ...(fallback === undefined ? [] : [fallback.trim()])]
    for (const value of values)
      yield* this.of(
        declarations.replace(whole, () => value),
        left - 1,
      )
  }

  #add(name: string, value: string): void {
    const known = this.#values.get(name)
    if (known === undefined) this.#values.set(name, new Set([value]))
    else if (known.size < most.values) known.add(value)
  }
}
