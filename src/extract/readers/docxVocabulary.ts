import type { Vocabulary } from './docxNames.ts'

/** Elements that are passed over with all they hold: pinyin above the words, earlier properties. */
const passedOverNames = [
  ...['rt', 'sdtPr', 'rPrChange', 'pPrChange', 'tblPrChange', 'tblPrExChange', 'trPrChange'],
  ...['tcPrChange', 'tblGridChange', 'sectPrChange', 'numberingChange'],
] as const

/** Elements of WordprocessingML that say something about words or grids; those not named here are transparent. */
const wordNames = [
  ...[
    'document',
    'body',
    'p',
    'r',
    't',
    'tab',
    'ptab',
    'br',
    'cr',
    'sym',
    'noBreakHyphen',
    'fldChar',
    'fldSimple',
  ],
  'instrText',
  ...['tbl', 'tr', 'tc', 'trPr', 'tcPr', 'gridBefore', 'gridSpan', 'vMerge', 'hMerge', 'hidden', 'cellDel'],
  ...['strike', 'dstrike', 'position', 'color', 'shd', 'sz', 'rStyle', 'drawing', 'pict', 'object'],
  ...[
    'pPr',
    'rPr',
    'vanish',
    'vertAlign',
    'rtl',
    'bdo',
    'pStyle',
    'numPr',
    'numId',
    'ilvl',
    'del',
    'moveFrom',
  ],
  ...['footnoteReference', 'endnoteReference', 'txbxContent', 'altChunk', 'subDoc'],
  ...passedOverNames,
] as const

export type WordName =
  | (typeof wordNames)[number]
  | `mc:${'AlternateContent' | 'Choice' | 'Fallback'}`
  | `w14:${'textFill' | 'noFill'}`
  | `m:${'t' | 'den' | 'sup' | 'sub'}`

/** Looked up for every tag; a member that an object lacks is looked for in its prototypes, which costs more than the tag. */
export const byName = <Value>(
  entries: Readonly<Partial<Record<WordName, Value>>>,
): ReadonlyMap<string, Value> => new Map(Object.entries(entries))

export const passedOver: ReadonlySet<WordName> = new Set(passedOverNames)

/** Namespaces of ECMA-376: transitional (what Word writes) and strict. */
export const wordNamespaces: readonly string[] = [
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]

export const wordVocabulary: Vocabulary<WordName> = [
  { namespaces: wordNamespaces, names: Object.fromEntries(wordNames.map((name) => [name, name])) },
  {
    namespaces: ['http://schemas.openxmlformats.org/markup-compatibility/2006'],
    names: { AlternateContent: 'mc:AlternateContent', Choice: 'mc:Choice', Fallback: 'mc:Fallback' },
  },
  {
    namespaces: ['http://schemas.microsoft.com/office/word/2010/wordml'],
    names: { textFill: 'w14:textFill', noFill: 'w14:noFill' },
  },
  {
    namespaces: [
      'http://schemas.openxmlformats.org/officeDocument/2006/math',
      'http://purl.oclc.org/ooxml/officeDocument/math',
    ],
    names: { t: 'm:t', den: 'm:den', sup: 'm:sup', sub: 'm:sub' },
  },
]
