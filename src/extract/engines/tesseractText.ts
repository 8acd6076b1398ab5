import { z } from 'zod'

/** One character that was read: where it stands in the picture, in pixels, and how sure the network is, 0 to 100. */
export interface ReadSymbol {
  readonly text: string
  readonly confidence: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The lines of a picture from top to bottom, each with its characters from left to right. */
export type ReadText = readonly (readonly ReadSymbol[])[]

const Box = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() })
const Symbol = z.object({ text: z.string(), confidence: z.number(), bbox: Box })
const Word = z.object({ symbols: z.array(Symbol) })
const Line = z.object({ words: z.array(Word) })
const Answer = z.object({
  blocks: z.array(z.object({ paragraphs: z.array(z.object({ lines: z.array(Line) })) })).nullable(),
})

/** What Tesseract answers as JSON (its blocks, paragraphs, lines, words, symbols), as lines of characters. */
export function readSymbols(answer: unknown): ReadText {
  const lines = (Answer.parse(answer).blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap((paragraph) => paragraph.lines),
  )
  return lines.map(({ words }) =>
    words.flatMap(({ symbols }) =>
      symbols.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
        text,
        confidence,
        left: x0,
        top: y0,
        right: x1,
        bottom: y1,
      })),
    ),
  )
}
