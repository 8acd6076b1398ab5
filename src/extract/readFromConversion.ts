import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'

/** That every figure was read from what a converter made of the original (docs/decisions/0061); nothing where it was read itself. */
export function readFromConversion(
  { sha256, conversion }: Pick<Original, 'sha256' | 'conversion'>,
  metrics: readonly string[],
): readonly Finding[] {
  if (conversion === undefined) return []
  const message = `no reader of ours reads the original (sha256:${sha256}); all of it was read from what ${conversion.by} made of it (sha256:${conversion.sha256})`
  return [{ code: 'read-from-conversion', severity: 'info', metrics: [...metrics].sort(), message }]
}
