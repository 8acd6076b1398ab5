import type { Form } from '../../model/form.ts'
import { normaliseLabel } from '../figures/normaliseLabel.ts'

/**
 * What a label may be in its table. `row`: figures follow it; `group`: rows follow it (`三、本年度办理结果`);
 * `head`: a column, or another word above the figures; `item`: the heading of a block (`第二十条第（一）项`).
 */
export type LabelRole = 'row' | 'group' | 'head' | 'item'

export interface FlattenedLabel {
  /** The label with every character folded; see `fold`. */
  readonly folded: string
  readonly roles: ReadonlySet<LabelRole>
}

/** By first character, the longest label first. */
export type FlattenedLabels = ReadonlyMap<string, readonly FlattenedLabel[]>

const quote = /["'“”„‟‘’「」『』]/u

/** Nearly every character of a report; it is folded to itself. */
export const isHan = (character: string): boolean => character >= '一' && character <= '龥'

/** Folds character by character, so that a place in the folded text is a place in the printed one: white space is nothing, a quote part of its label. */
export const fold = (character: string): string => {
  if (isHan(character)) return character
  return quote.test(character) ? '"' : normaliseLabel(character)
}

/** The labels of the given forms with the roles that they have in any of them. */
export function flattenedLabels(forms: readonly Form[]): FlattenedLabels {
  const roles = new Map<string, Set<LabelRole>>()
  for (const [text, role] of forms.flatMap(rolesOf)) {
    const quoted = Array.from(text, fold).join('')
    for (const folded of [quoted, quoted.replaceAll('"', '')])
      roles.set(folded, (roles.get(folded) ?? new Set()).add(role))
  }
  const labels = [...roles].map(([folded, of]) => ({ folded, roles: of }))
  return Map.groupBy(
    labels.sort((a, b) => b.folded.length - a.folded.length),
    ({ folded }) => folded.charAt(0),
  )
}

type Role = readonly [text: string, role: LabelRole]

function rolesOf({ tables }: Form): readonly Role[] {
  return tables.flatMap(({ blocks, furniture, layout }) => [
    ...furniture.map((text): Role => [text, 'head']),
    ...blocks.flatMap(({ item, columns, rows }) => [
      ...(item === null ? [] : [[item, 'item'] as const]),
      ...columns.flatMap((column) => lineRoles(column, 'head', 'head')),
      // Where rows are printed side by side their labels stand above the figures.
      ...rows.flatMap((row) =>
        layout === 'across' ? lineRoles(row, 'head', 'head') : lineRoles(row, 'row', 'group'),
      ),
    ]),
  ])
}

function lineRoles(
  line: { readonly path: readonly string[]; readonly also?: readonly string[] | undefined },
  inner: LabelRole,
  outer: LabelRole,
): readonly Role[] {
  const own = [...line.path.slice(-1), ...(line.also ?? [])]
  return [
    ...own.map((text): Role => [text, inner]),
    ...line.path.slice(0, -1).map((text): Role => [text, outer]),
  ]
}
