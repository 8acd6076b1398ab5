/**
 * A value that the catalogue keeps whole, as JSON. What was worked out is thrown away when the program differs from the one that wrote it
 * (`basis`), so the text is of the very type that is declared where it is written: it is not checked again for each row of each page.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who reads a column names the type that is written to it
export const keptValue = <T>(json: unknown): T => JSON.parse(String(json)) as T
