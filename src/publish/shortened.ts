/** Text that may quote a document, to at most so many characters: nobody bounds what a host sends. */
export function shortened(text: string, most = 1_000): string {
  const letters = Array.from(text)
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}
