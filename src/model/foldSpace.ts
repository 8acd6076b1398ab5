/**
 * A text with each stretch of white space as one space, and none at its ends. Without a loop in its expressions: V8 matches one
 * with an entry of its stack for every character, and a page of ten million spaces ends the program (docs/decisions/0069).
 */
export const foldSpace = (text: string): string =>
  text
    .replace(/\s(?=\s)/gu, '')
    .replace(/\s/gu, ' ')
    .trim()
