/** What no POSIX shell takes for more than itself, at any place of an argument. */
const plain = /^[\p{Script=Han}\w./:@%+=,-]+$/u

/**
 * A word of a command that a person may paste: as it is where that is safe, else in single quotes, within which a shell reads nothing
 * (POSIX.1-2024, Shell Command Language 2.2.2).
 */
export const shellArgument = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
