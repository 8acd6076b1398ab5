/** What becomes of the text of a group: `instructions` are those of a field; `older` is nothing but for a group of Unicode in it, which says the same again. */
export type RtfDestination = 'words' | 'nothing' | 'instructions' | 'older' | 'fonts' | 'colours' | 'number'

/** Groups whose text is not printed, or is printed elsewhere (headers, notes), without the `\*` that says so. */
const passedOver: ReadonlySet<string> = new Set([
  ...['stylesheet', 'info', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'filetbl'],
  ...['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf', 'footnote'],
  ...['ftnsep', 'ftnsepc', 'ftncn', 'aftnsep', 'aftnsepc', 'aftncn', 'annotation', 'atnid', 'atnauthor'],
  // The same again for readers that know no nested tables, no shapes, no newer pictures.
  ...['nonesttables', 'shprslt', 'nonshppict'],
  ...['pict', 'objdata', 'sp', 'tc', 'xe', 'private', 'template', 'falt', 'panose'],
])

/** Groups marked by `\*` whose words are read all the same. */
const known: ReadonlySet<string> = new Set(['shpinst', 'shppict', 'nesttableprops', 'ud', 'do'])

/** What a control word makes of the group that it begins; null for a word that begins none. */
export function destinationOf(word: string, marked: boolean): RtfDestination | null {
  if (word === 'fonttbl') return 'fonts'
  if (word === 'colortbl') return 'colours'
  if (word === 'listtext' || word === 'pntext') return 'number'
  if (word === 'fldinst') return 'instructions'
  if (word === 'upr') return 'older'
  if (word === 'ud') return 'words'
  if (passedOver.has(word) || (marked && !known.has(word))) return 'nothing'
  return null
}

/** Characters that have a word of their own. */
export const characterWords: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lbr: '\n',
  page: '\n',
  column: '\n',
  '~': '\u00a0',
  _: '-',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
}
