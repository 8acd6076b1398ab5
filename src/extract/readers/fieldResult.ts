/** A field (域) at its end: its instructions, whether it has a place for a result, and whether something is printed there. */
export interface EndedField {
  readonly instructions: string
  readonly hasResult: boolean
  readonly printed: boolean
}

/** Kinds that show nothing where they stand (ECMA-376 part 1 §17.16.5): entries of indexes, settings, orders to a mail merge. */
const silent = /^(?:XE|TC|TA|RD|SET|ASK|PRIVATE|ADVANCE|NEXT|NEXTIF|SKIPIF|ADDIN|DATA)\b/iu
/** Kinds that may have nothing to show: what nobody filled in, links without words, lists without entries. */
const perhapsNothing =
  /^(?:HYPERLINK|FORMTEXT|TOC|TOA|INDEX|BIBLIOGRAPHY|SHAPE|TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS)\b/iu
/** The same, once they were worked out. */
const nothingFound =
  /^(?:REF|NOTEREF|STYLEREF|MERGEFIELD|DOCPROPERTY|DOCVARIABLE|IF|QUOTE|FILLIN|INCLUDETEXT)\b/iu
/** Set from its instructions whenever it is shown; what is saved beside it is for readers that cannot. */
const drawn = /^EQ\b/iu

/**
 * Whether a field shows something that its file does not hold: a formula without its result, the number of a page, an equation, a
 * box to tick. Then its cell is not blank.
 */
export function showsMore({ instructions, hasResult, printed }: EndedField): boolean {
  const words = instructions.trim()
  if (drawn.test(words)) return true
  if (printed || words === '' || silent.test(words) || perhapsNothing.test(words)) return false
  return !(hasResult && nothingFound.test(words))
}

/** Longer instructions say no more about their kind. */
const longest = 200

/** A field that is still open. */
export class OpenField {
  instructions = ''
  inResult = false
  printed = false

  instruct(words: string): void {
    if (this.instructions.length < longest) this.instructions += words.slice(0, longest)
  }

  end(): EndedField {
    return { instructions: this.instructions, hasResult: this.inResult, printed: this.printed }
  }
}
