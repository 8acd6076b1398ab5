import type { CellShape, RowShape } from './cellShape.ts'

/** The definition of a row as control words give it, from `\trowd` on; it holds until the next one. */
export class RtfRow {
  #left = 0
  #cells: CellShape[] = []
  #vertical: CellShape['vertical'] = 'none'
  #horizontal: CellShape['horizontal'] = 'none'

  /** Words that do not define the grid are none of its business. */
  control(word: string, value: number | null): void {
    switch (word) {
      case 'trowd':
        this.#left = 0
        this.#cells = []
        this.#beginCell()
        break
      case 'trleft':
        this.#left = value ?? 0
        break
      case 'clmgf':
        this.#horizontal = 'restart'
        break
      case 'clmrg':
        this.#horizontal = 'continue'
        break
      case 'clvmgf':
        this.#vertical = 'restart'
        break
      case 'clvmrg':
        this.#vertical = 'continue'
        break
      case 'cellx':
        this.#cells.push({ right: value ?? 0, vertical: this.#vertical, horizontal: this.#horizontal })
        this.#beginCell()
        break
    }
  }

  shape(): RowShape {
    return { left: this.#left, cells: this.#cells }
  }

  #beginCell(): void {
    this.#vertical = 'none'
    this.#horizontal = 'none'
  }
}
