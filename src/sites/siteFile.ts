import { z } from 'zod'
import { families, familyNames } from '../families/families.ts'
import { TlsFacts } from '../model/tls.ts'

const Host = z
  .string()
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/u,
    'must be a host name in lower case, without wildcard or scheme',
  )
const Year = z.int().min(2008).max(2100)

/** A source (来源) once its options are checked and filled by its family. */
export interface Source {
  readonly family: (typeof familyNames)[number]
  readonly options: Readonly<Record<string, unknown>>
  readonly from: number | null
  readonly until: number | null
}

/** Of options with several shapes, what is wrong with the shape that comes nearest. */
function nearestIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const [nearest] = [...issue.errors].sort((one, other) => one.length - other.length)
  return nearest?.flatMap(nearestIssues) ?? [issue]
}

const Source = z
  .looseObject({
    family: z.enum(familyNames),
    from: Year.optional(),
    until: Year.optional(),
  })
  .transform(({ family, from, until, ...rest }, context): Source => {
    const options = families[family].options.safeParse(rest)
    if (!options.success) {
      for (const { path, message } of options.error.issues.flatMap(nearestIssues)) {
        context.addIssue({ code: 'custom', path, message: `${message} (option of ${family})` })
      }
      return z.NEVER
    }
    return { family, options: options.data, from: from ?? null, until: until ?? null }
  })

const Facts = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)+$/u, 'must be folder and file name joined by -'),
  name: z.string().min(1),
  division: z
    .string()
    .regex(/^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/u, 'must be a division code of 2, 4, 6 or 9 digits'),
  hosts: z.array(Host).min(1).readonly(),
  scheme: z.enum(['http', 'https']).default('http'),
  sources: z.array(Source).min(1).readonly(),
  expect: z
    .strictObject({
      from: Year,
      perYear: z
        .tuple([z.int().nonnegative(), z.int().positive()])
        .refine(([least, most]) => least <= most, 'the minimum is above the maximum')
        .readonly(),
      /**
       * Whose reports the listings are to hold: every government of the division (`division`: its streets and townships, as the
       * register has them), or only those that published here before (`seen`: the columns of one body or of some).
       */
      of: z.enum(['division', 'seen']).default('seen'),
    })
    .readonly(),
  pace: z.int().nonnegative().optional(),
  browser: z.enum(['once']).optional(),
  tls: TlsFacts.default({}),
  siteMark: z.string().min(1).optional(),
  unverified: z.record(z.string(), z.string().min(1)).default({}),
})

/** Whether a dotted path such as `sources.0.channel` leads to something. */
function leadsSomewhere(facts: unknown, path: string): boolean {
  let at: unknown = facts
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false
    const next: unknown = Reflect.get(at, step)
    at = next
  }
  return at !== undefined
}

/** Addresses among the options must be on the allow-list, or the first crawl would refuse them. */
function strangeAddress(options: Source['options'], hosts: readonly string[]): string | undefined {
  return Object.entries(options).find(
    ([, value]) =>
      typeof value === 'string' &&
      /^https?:\/\//u.test(value) &&
      URL.canParse(value) &&
      !hosts.includes(new URL(value).host),
  )?.[0]
}

/** A site (网站) as the program uses it: a site file checked, its options checked by their families. */
export const Site = z
  .unknown()
  .superRefine((facts, context) => {
    const unverified = z.looseObject({ unverified: z.record(z.string(), z.unknown()) }).safeParse(facts)
    for (const path of Object.keys(unverified.data?.unverified ?? {})) {
      if (leadsSomewhere(facts, path)) continue
      context.addIssue({
        code: 'custom',
        path: ['unverified', path],
        message: 'nothing in this site has this path',
      })
    }
  })
  .pipe(Facts)
  .superRefine(({ sources, hosts, tls }, context) => {
    for (const host of Object.keys(tls)) {
      if (hosts.includes(host)) continue
      context.addIssue({ code: 'custom', path: ['tls', host], message: 'it is not in hosts' })
    }
    for (const [index, { options, from, until }] of sources.entries()) {
      const option = strangeAddress(options, hosts)
      if (option !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['sources', index, option],
          message: 'its host is not in hosts',
        })
      }
      if (from !== null && until !== null && from > until) {
        context.addIssue({ code: 'custom', path: ['sources', index, 'from'], message: 'is later than until' })
      }
    }
  })
export type Site = z.infer<typeof Site>

/** Origin of the site's first host, e.g. `http://www.acheng.gov.cn`. */
export function originOf(site: Site): string {
  return `${site.scheme}://${site.hosts[0] ?? ''}`
}

/**
 * Names a source for good, whatever its place in the file: family and options in a stable order.
 * What was remembered of other options is thereby not found.
 */
export function sourceKey({ family, options }: Source): string {
  const sorted = Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1))
  return `${family} ${JSON.stringify(Object.fromEntries(sorted))}`
}
