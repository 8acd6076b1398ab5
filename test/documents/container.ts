/** The ways in which one report comes: as Word's XML, its older binary form and RTF, in sheets, as HTML in two charsets, as text by five converters. */
export const containers = [
  'docx',
  'doc',
  'rtf',
  'xlsx',
  'xls',
  'html',
  'html-gb18030',
  'text-tab-indented',
  'text-tabs',
  'text-pipes',
  'text-one-line',
  'text-token-per-line',
] as const
export type Container = (typeof containers)[number]

/** Text in which cells have no borders left: blanks vanish, and only order and sums tell what belongs where. */
export const flattened: readonly Container[] = ['text-one-line', 'text-token-per-line']

/** Grids that always have all their cells. */
export const sheets: readonly Container[] = ['xlsx', 'xls']
