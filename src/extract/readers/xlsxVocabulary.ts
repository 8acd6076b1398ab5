import type { Vocabulary } from './docxNames.ts'

/** Elements of SpreadsheetML (ECMA-376 part 1 §18) that say something about words, grids or looks; others are transparent. */
const names = [
  ...['workbook', 'workbookPr', 'sheet', 'worksheet', 'sst', 'si', 'is', 'r', 't', 'rPh', 'rPr'],
  ...['sheetView', 'sheetFormatPr', 'col', 'row', 'c', 'f', 'v', 'mergeCell'],
  ...['conditionalFormatting', 'cfRule', 'formula', 'dataBar', 'iconSet', 'dxf', 'fill', 'sz'],
  ...['styleSheet', 'numFmt', 'fonts', 'font', 'cellXfs', 'xf', 'dxfs', 'strike', 'vertAlign', 'color'],
] as const

export type SheetName = (typeof names)[number]

export const sheetVocabulary: Vocabulary<SheetName> = [
  {
    namespaces: [
      'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      'http://purl.oclc.org/ooxml/spreadsheetml/main',
    ],
    names: Object.fromEntries(names.map((name) => [name, name])),
  },
]

/** `xsd:boolean` as attributes have it; `fallback` where it is not there. */
export const isTrue = (value: string | null, fallback = false): boolean =>
  value === null ? fallback : /^(?:1|true|on)$/u.test(value)
