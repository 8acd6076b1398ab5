import { TextDecoder } from 'node:util'

/** Windows code pages by their number (`\ansicpg936`, `\cpg936`), as the names that TextDecoder knows. */
const byCodePage: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((n) => [n, `windows-${n}`] as const),
  [10000, 'macintosh'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
])

/** Code pages by the charset of a font (`\fcharset134`); 0 and 1 leave it to the document. */
const byFont: ReadonlyMap<number, number> = new Map([
  [77, 10000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
])

const symbolFont = 2

/** In which charset (字符集) bytes of an RTF stand: that of their font, else that of the document. */
export class RtfCharsets {
  /** By the number of the font; `symbol` where a sign is known to its font alone. */
  readonly #fonts = new Map<number, string>()
  readonly #decoders = new Map<string, TextDecoder>()
  #document = 'windows-1252'

  /** The name of the charset of the document. */
  get document(): string {
    return this.#document
  }

  useCodePage(codePage: number): void {
    this.#document = byCodePage.get(codePage) ?? this.#document
  }

  addFont(font: number, said: { readonly charset: number | null; readonly codePage: number | null }): void {
    const codePage = said.codePage ?? byFont.get(said.charset ?? 0)
    const name = said.charset === symbolFont ? 'symbol' : byCodePage.get(codePage ?? -1)
    if (name !== undefined) this.#fonts.set(font, name)
  }

  decode(bytes: string, font: number): string {
    const charset = this.#fonts.get(font) ?? this.#document
    if (charset === 'symbol') return bytes.replaceAll(/[!-\xff]/gu, privateSign)
    if (!/[\x80-\xff]/u.test(bytes)) return bytes
    const decoder = this.#decoders.get(charset) ?? new TextDecoder(charset)
    this.#decoders.set(charset, decoder)
    return decoder.decode(Buffer.from(bytes, 'latin1'))
  }
}

/** As Word keeps the signs of symbol fonts: in a private part of Unicode. */
const privateSign = (byte: string): string => String.fromCharCode(0xf000 + byte.charCodeAt(0))
