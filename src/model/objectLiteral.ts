import type { Json } from './json.ts'

/** A literal (字面量) read out of a script, and where it ends. */
interface Literal {
  readonly value: Json
  readonly end: number
}

/**
 * Reads the JavaScript object, array, string, number or word (`true`, `null`) that begins at `at`: JSON, and what else pages print:
 * single quotes and backticks, keys without quotes, comments, a comma at the end, strings joined by `+`. Nothing is run: a member
 * whose value is an expression is left out. Null where no literal begins, or where it breaks off.
 */
export function readLiteral(source: string, at: number): Literal | null {
  const reader = new LiteralReader(source, at)
  const value = reader.value(0)
  return value === undefined || reader.broken ? null : { value, end: reader.at }
}

/** Configurations nest a few levels; their trees of columns a few more. */
const DEEPEST = 100

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/uy
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const NUMBER = /[-+]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iuy
/** What a string holds between its escapes; only one in backticks spans lines. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  "'": /[^'\\\n\r]*/uy,
  '"': /[^"\\\n\r]*/uy,
  '`': /[^`\\]*/uy,
}
const ESCAPE = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]))/iuy
const CONTROLS: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' },
  ...{ '\n': '', '\r': '', '\r\n': '' },
}
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }

/** Every method leaves `at` behind what it read, and gives undefined where there is no literal. */
class LiteralReader {
  at: number
  /** Whether a bracket or a string has no end: then nothing around it can be told either. */
  broken = false
  private readonly source: string

  constructor(source: string, at: number) {
    this.source = source
    this.at = at
  }

  value(depth: number): Json | undefined {
    this.match(BLANK)
    if (depth > DEEPEST) return undefined
    const first = this.source[this.at] ?? ''
    if (first === '{') return this.object(depth + 1)
    if (first === '[') return this.array(depth + 1)
    if (first in PLAIN) return this.strings()
    if (first === '') return undefined
    const number = this.match(NUMBER)
    return number === null ? WORDS.get(this.match(NAME)?.[0] ?? '') : Number(number[0])
  }

  private object(depth: number): Json | undefined {
    const members = new Map<string, Json>()
    this.at += 1
    while (!this.takes('}')) {
      // a spread and a computed key have no name, a method and a shorthand no value
      const key = this.key()
      const value = this.takes(':') ? this.member(depth) : undefined
      if (!this.endsMember('}')) return undefined
      if (key !== undefined && value !== undefined) members.set(key, value)
    }
    return Object.fromEntries(members)
  }

  private array(depth: number): Json | undefined {
    const items: Json[] = []
    this.at += 1
    while (!this.takes(']')) {
      const item = this.member(depth)
      if (!this.endsMember(']')) return undefined
      if (item !== undefined) items.push(item)
    }
    return items
  }

  private key(): string | undefined {
    this.match(BLANK)
    if ((this.source[this.at] ?? '') in PLAIN) return this.string()
    return (this.match(NAME) ?? this.match(NUMBER))?.[0]
  }

  /** A member's value; undefined where it is, or begins, an expression. */
  private member(depth: number): Json | undefined {
    const value = this.value(depth)
    this.match(BLANK)
    return /[,}\]]/u.test(this.source[this.at] ?? '') ? value : undefined
  }

  /** Passes over the rest of a member and the comma behind it; false where the end never comes. */
  private endsMember(close: string): boolean {
    const open: string[] = []
    while (!this.broken) {
      this.match(BLANK)
      const sign = this.source[this.at] ?? ''
      if (open.length === 0 && sign === close) return true
      if (open.length === 0 && sign === ',') {
        this.at += 1
        return true
      }
      if (sign in PLAIN) {
        this.string()
        continue
      }
      if (sign in CLOSING) open.push(CLOSING[sign] ?? '')
      const closes = sign === '}' || sign === ']' || sign === ')'
      this.broken ||= sign === '' || (closes && open.pop() !== sign)
      this.at += 1
    }
    return false
  }

  /** Strings joined by `+` are one. */
  private strings(): string | undefined {
    let text = this.string()
    while (text !== undefined && this.takes('+')) {
      this.match(BLANK)
      const more = this.string()
      text = more === undefined ? undefined : text + more
    }
    return text
  }

  /** Undefined also for backticks with something to be put in. */
  private string(): string | undefined {
    const quote = this.source[this.at] ?? ''
    const plain = PLAIN[quote]
    if (plain === undefined) return undefined
    const parts: string[] = []
    this.at += 1
    for (;;) {
      parts.push(this.match(plain)?.[0] ?? '')
      if (this.source[this.at] === quote) {
        this.at += 1
        const text = parts.join('')
        return quote === '`' && text.includes('${') ? undefined : text
      }
      const escape = this.match(ESCAPE)
      this.broken ||= escape === null
      if (escape === null) return undefined
      parts.push(unescaped(escape))
    }
  }

  /** Passes over one sign and the blanks before it, where it comes next. */
  private takes(sign: string): boolean {
    this.match(BLANK)
    if (this.source[this.at] !== sign) return false
    this.at += 1
    return true
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (found !== null) this.at = pattern.lastIndex
    return found
  }
}

function unescaped([, long, short, byte, sign = '']: RegExpExecArray): string {
  const digits = long ?? short ?? byte
  if (digits === undefined) return CONTROLS[sign] ?? sign
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
}
