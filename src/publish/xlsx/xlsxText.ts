/** What XML 1.0 does not have, a carriage return that it would turn into a line feed, and what looks like the escape itself. */
const unsayable = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu

const escape = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for a cell: `_x0001_` for what XML does not have (ST_Xstring, ECMA-376 part 1, 22.9.2.19), so that nothing is lost. */
export const xlsxText = (text: string): string =>
  text.replace(unsayable, escape).replace(/[&<>"]/gu, (character) => entities[character] ?? character)
