/** A rule of a style sheet (样式规则): its selectors, its declarations, and whether it counts on every desktop screen. */
export interface CssRule {
  readonly selectors: string
  readonly body: string
  readonly counts: 'surely' | 'perhaps'
}

/** What a condition of a sheet says of a desktop screen. */
type Condition = CssRule['counts'] | 'never'

/** A desktop screen is at least so wide and at most so wide, in CSS pixels. */
const screen = { least: 1000, most: 2600 } as const
const deepest = 32

interface OpenBlock {
  /** Null for a block of rules, as `@media` has it. */
  readonly selectors: string | null
  readonly holds: Condition
  body: string
}

/** What begins or ends a block or a declaration; strings are passed over, one without an end up to the end of its line (CSS Syntax 3, 4.3.5). */
const mark = /[{};]|"(?:[^"\\\n]|\\[^])*(?:"|\\?$|(?=\n))|'(?:[^'\\\n]|\\[^])*(?:'|\\?$|(?=\n))/gu

/**
 * The rules of a sheet that may count on a desktop screen (CSS Syntax level 3), in order; one pass, whatever a host leaves open.
 * Blocks of `@media` are entered where their condition holds, other conditions may hold; keyframes and fonts hide nothing.
 */
export function* cssRules(sheet: string): Generator<CssRule> {
  const css = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/gu, '')
  const open: OpenBlock[] = []
  let from = 0
  for (const { 0: sign, index } of css.matchAll(mark)) {
    if (/^["']/u.test(sign)) continue
    const words = css.slice(from, index)
    from = index + 1
    const inner = open.at(-1)
    if (sign === '{') {
      if (open.length === deepest) return
      open.push(openBlock(words.trim(), inner))
    } else if (inner !== undefined) {
      inner.body += words + sign
      if (sign === '}') yield* ended(open.pop())
    }
  }
  if (open.length > 0) yield* ended(open.at(-1))
}

function openBlock(head: string, around: OpenBlock | undefined): OpenBlock {
  const holds = around?.holds ?? 'surely'
  if (head.startsWith('@')) return { selectors: null, holds: both(holds, conditionOf(head)), body: '' }
  // A rule in a rule asks for what is around it, too.
  const asks = around !== undefined && around.selectors !== null
  return { selectors: head, holds: asks ? both(holds, 'perhaps') : holds, body: '' }
}

function* ended(block: OpenBlock | undefined): Generator<CssRule> {
  if (block === undefined || block.selectors === null || block.holds === 'never') return
  yield { selectors: block.selectors, body: block.body.replace(/\}$/u, ''), counts: block.holds }
}

const both = (one: Condition, other: Condition): Condition =>
  one === 'never' || other === 'never' ? 'never' : one === 'surely' ? other : one

function conditionOf(head: string): Condition {
  const [, name = '', condition = ''] = /^@([\w-]+)([\s\S]*)$/u.exec(head) ?? []
  if (name === 'media') return mediaCondition(condition)
  if (/^(?:-\w+-)?(?:keyframes|font|page|property|counter|viewport)/u.test(name)) return 'never'
  return 'perhaps'
}

const width = /\((min|max)-(?:device-)?width\s*:\s*(\d+)px\)/gu

/** Media Queries level 4, as far as sheets use them: one of several is enough. */
function mediaCondition(text: string): Condition {
  const answers = text
    .toLowerCase()
    .split(',')
    .map((query): Condition => {
      if (/\b(?:print|speech|aural|handheld|braille|projection|tv|tty)\b/u.test(query))
        return /\bnot\b/u.test(query) ? 'perhaps' : 'never'
      const widths = [...query.matchAll(width)]
      const fails = widths.some(([, side, pixels]) =>
        side === 'min' ? Number(pixels) > screen.most : Number(pixels) < screen.least,
      )
      if (fails) return /\bnot\b/u.test(query) ? 'perhaps' : 'never'
      const certain = widths.every(([, side, pixels]) =>
        side === 'min' ? Number(pixels) <= screen.least : Number(pixels) >= screen.most,
      )
      const rest = query.replaceAll(width, '')
      return certain && /^(?:\s|\b(?:only|screen|all|and)\b)*$/u.test(rest) ? 'surely' : 'perhaps'
    })
  if (answers.includes('surely')) return 'surely'
  return answers.includes('perhaps') ? 'perhaps' : 'never'
}
