/**
 * A browser's `innerText` of cells that hold paragraphs puts empty lines around the tab between two cells
 * (`规章⏎⏎⇥⏎⏎0`) and four between two rows. Gives such text one row a line; any other text as it is.
 */
export function uncoupleInnerText(text: string): string {
  // A converter's empty cell looks the same but follows a line that begins with a tab.
  const coupled = /(?<=^[^\t\n][^\n]*)\n\n((?:\t\n\n)+)/gmu
  if (!coupled.test(text)) return text
  return text
    .replaceAll(coupled, (_, marks: string) => marks.replaceAll('\n', ''))
    .replaceAll(/\n{4,}/gu, '\n')
}
