/** An affine map as PDF writes it (ISO 32000-1, 8.3.3): x' = a x + c y + e, y' = b x + d y + f. */
export interface Matrix {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const identity: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

/** First `inner`, then `outer`. */
export function after(outer: Matrix, inner: Matrix): Matrix {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  }
}

/** The box of a page in its own space, y up. */
export interface PageBox {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** From the page's own space to what a reader sees, y down, after `quarters` turns of 90° clockwise. */
export function displayed({ left, bottom, right, top }: PageBox, quarters: number): Matrix {
  switch (quarters) {
    case 1:
      return { a: 0, b: 1, c: 1, d: 0, e: -bottom, f: -left }
    case 2:
      return { a: -1, b: 0, c: 0, d: 1, e: right, f: -bottom }
    case 3:
      return { a: 0, b: -1, c: -1, d: 0, e: top, f: right }
    default:
      return { a: 1, b: 0, c: 0, d: -1, e: -left, f: top }
  }
}

export type Box = readonly [left: number, top: number, right: number, bottom: number]

/** The upright box around a box that was mapped. */
export function mapped({ a, b, c, d, e, f }: Matrix, [x0, y0, x1, y1]: Box): Box {
  const left = Math.min(a * x0, a * x1) + Math.min(c * y0, c * y1) + e
  const right = Math.max(a * x0, a * x1) + Math.max(c * y0, c * y1) + e
  const top = Math.min(b * x0, b * x1) + Math.min(d * y0, d * y1) + f
  const bottom = Math.max(b * x0, b * x1) + Math.max(d * y0, d * y1) + f
  return [left, top, right, bottom]
}

/** Boxes, mapped, four numbers each. */
export function flattened(map: Matrix, boxes: readonly Box[]): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(boxes.length * 4)
  boxes.forEach((box, index) => {
    const [left, top, right, bottom] = mapped(map, box)
    flat[index * 4] = left
    flat[index * 4 + 1] = top
    flat[index * 4 + 2] = right
    flat[index * 4 + 3] = bottom
  })
  return flat
}
