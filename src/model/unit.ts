import { z } from 'zod'

/** An administrative division (行政区划) by its code: 2, 4, 6 or 9 digits (`config/divisions`). */
export const Division = z
  .strictObject({
    code: z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/u),
    /** Names from the province down. */
    path: z.array(z.string()).readonly(),
  })
  .readonly()
export type Division = z.infer<typeof Division>

/** A unit (单位) that must publish: the government of a division, or a body of one. */
export const Unit = z
  .strictObject({
    /** The body alone: 米市巷街道, 财政局, 宿迁市. */
    name: z.string(),
    /** The words of the title. */
    as_printed: z.string(),
    /** `330105001` (a government by its division's code) or `330105/财政局`; null when the place is not known. */
    code: z.string().nullable(),
    /** The division whose government this is, or to which the body belongs. */
    division: Division.nullable(),
  })
  .readonly()
export type Unit = z.infer<typeof Unit>
