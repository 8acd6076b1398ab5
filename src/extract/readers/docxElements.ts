import type { Vocabulary } from './docxNames.ts'
import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { wordNamespaces } from './docxVocabulary.ts'

/** Visits the elements of WordprocessingML with these names in a part that holds no words (numbering, styles). */
export function walkElements<Name extends string>(
  xml: Xml,
  names: readonly Name[],
  open: (name: Name, tag: Tag<Name>) => void,
): void {
  const known: Readonly<Record<string, Name>> = Object.fromEntries(names.map((name) => [name, name]))
  const vocabulary: Vocabulary<Name> = [{ namespaces: wordNamespaces, names: known }]
  const reader: TagReader<Name> = {
    textIn: new Set(),
    open(name, tag) {
      open(name, tag)
      return 'enter'
    },
    close: () => undefined,
    text: () => undefined,
  }
  walkTags(xml, vocabulary, reader)
}
