import type { ScanLook } from './madeScan.ts'

/** Scanners, from good to hopeless. */
export const scanLooks: readonly ScanLook[] = [
  { name: '200 dpi', dpi: 200, jpeg: 0.75, grain: 4 },
  { name: '300 dpi', dpi: 300, jpeg: 0.75, grain: 6, skew: 0.4 },
  { name: '150 dpi', dpi: 150, jpeg: 0.8, grain: 4 },
  { name: 'askew', dpi: 200, jpeg: 0.7, skew: 1.7, grain: 6 },
  { name: 'grainy', dpi: 200, jpeg: 0.6, skew: -0.8, grain: 25, blur: 1 },
  { name: 'faint', dpi: 200, jpeg: 0.7, ink: 120, grain: 8, skew: 0.3 },
  { name: 'bilevel', dpi: 200, bilevel: true, skew: 0.6, grain: 20 },
  { name: 'dusty', dpi: 200, jpeg: 0.7, dust: 1500, skew: -0.3 },
  { name: 'seal', dpi: 200, jpeg: 0.7, seal: true, skew: 0.5, grain: 5 },
  { name: 'blurred', dpi: 150, jpeg: 0.5, blur: 2, grain: 8, skew: 1 },
  { name: '100 dpi', dpi: 100, jpeg: 0.6, grain: 5, skew: 0.7 },
]
