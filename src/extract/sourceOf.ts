import type { Conversion, Original } from '../model/original.ts'
import type { Source } from '../model/report.ts'

/** An original as a report names it. */
export const sourceOf = (original: Original): Source => ({
  sha256: original.sha256,
  role: original.role,
  media_type: original.mediaType,
  url: original.url,
  captured: original.captured,
  capture: original.capture,
  ...(original.conversion !== undefined && { conversion: namedConversion(original.conversion) }),
})

const namedConversion = ({
  sha256,
  by,
  captured,
  capture,
}: Conversion): NonNullable<Source['conversion']> => ({
  ...{ sha256, by, captured, capture },
})
