import type { Vocabulary } from './docxNames.ts'
import { walkTags, type Xml } from './docxTags.ts'
import type { Merge } from './sheet.ts'

const names = ['twoCellAnchor', 'from', 'to', 'col', 'row', 'colOff', 'rowOff'] as const
type DrawingName = (typeof names)[number]

const vocabulary: Vocabulary<DrawingName> = [
  {
    namespaces: [
      'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing',
      'http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing',
    ],
    names: Object.fromEntries(names.map((name) => [name, name])),
  },
]

/** More pictures say nothing of figures any more. */
const mostAnchors = 10_000

/**
 * Over which cells the pictures, shapes and text boxes of a sheet lie (ECMA-376 part 1 §20.5): those that are tied to the cells
 * under both of their corners. One that ends on the edge of a cell does not lie in it.
 */
export function anchoredCells(xml: Xml): readonly Merge[] {
  const anchors: Merge[] = []
  let said = new Map<string, number>()
  let reading = ''
  const at = (key: string): number => said.get(key) ?? 0
  const last = (side: 'col' | 'row'): number =>
    Math.max(at(`from ${side}`), at(`to ${side}`) - (at(`to ${side}Off`) === 0 ? 1 : 0))
  walkTags(xml, vocabulary, {
    textIn: new Set(['col', 'row', 'colOff', 'rowOff'] as const),
    open(name, tag) {
      if (name === 'twoCellAnchor') said = new Map()
      reading = `${tag.parent ?? ''} ${name}`
      return 'enter'
    },
    close(name) {
      if (name === 'twoCellAnchor' && said.has('from row') && anchors.length < mostAnchors)
        anchors.push({ left: at('from col'), top: at('from row'), right: last('col'), bottom: last('row') })
    },
    text(start, end) {
      said.set(reading, Number(xml.bytes.toString('latin1', start, end)))
    },
  })
  return anchors
}
