import { readArchive } from '../../archive/openArchive.ts'
import type { SiteReader } from '../../archive/siteReader.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { NianbaoError } from '../../errors.ts'
import { decisionsBySubject, standing, type ReviewDecision } from '../../model/reviewDecision.ts'
import { publicReport } from '../../model/publicReport.ts'
import { isOutdated, reviewedReport } from '../../model/reviewedReport.ts'
import type { Review, ReviewItem, ReviewRank } from '../../model/reviewItem.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import type { Withheld } from '../../model/withholding.ts'
import { withheldText } from '../../model/withoutWords.ts'
import { reviewItems, worstFirst } from '../../validate/reviewItems.ts'
import { validator, type Validate } from '../../validate/validate.ts'
import { yearItems } from '../../validate/yearItems.ts'
import { yearFindings } from '../yearFindings.ts'
import { unfiledOriginals, type UnfiledOriginal } from './unfiledOriginals.ts'

export interface ReviewOrder {
  readonly archive: string
  readonly config: string
  /** Ids of sites; all that the archive has where none is named. */
  readonly only: readonly string[]
  /** Also infos and what is decided. */
  readonly all: boolean
  /** Most lines to give; null for all. */
  readonly limit: number | null
}

/** `nianbao review`: what a person should look at, worst first (docs/decisions/0040). */
export async function readReview({
  archive: folder,
  config,
  only,
  all,
  limit,
}: ReviewOrder): Promise<Review> {
  const { knowledge } = await loadConfig(config)
  const validate = validator(knowledge.forms)
  const archive = await readArchive(folder)
  try {
    const sites = await archive.sites()
    const strange = only.find((id) => !sites.includes(id))
    if (strange !== undefined)
      throw new NianbaoError(
        'usage',
        `nothing is archived of a site ${strange}; this archive has ${sites.join(', ') || 'no site'}`,
      )
    const decided = Map.groupBy(await archive.decisions(), ({ site }) => site)
    const withheld = await archive.withheld()
    const chosen = new Set(only.length === 0 ? sites : only)
    const across = Map.groupBy(
      await Array.fromAsync(yearFindings(archive, knowledge, ({ site }) => chosen.has(site))),
      ({ site, report }) => `${site} ${report}`,
    )
    const items: ReviewItem[] = []
    for (const id of chosen)
      items.push(
        ...(await itemsOf(
          await archive.site(id),
          { decisions: decided.get(id) ?? [], withheld, across },
          validate,
        )),
      )
    const isOpen = ({ state, rank }: ReviewItem): boolean => state === 'open' && rank !== 'note'
    const ordered = worstFirst(all ? items : items.filter(isOpen))
    return {
      archive: archive.kind,
      items: limit === null ? ordered : ordered.slice(0, limit),
      open: items.filter(isOpen).length,
      decided: items.filter(({ state }) => state === 'decided').length,
    }
  } finally {
    await archive.close()
  }
}

/** What people decided at one site, and what is withheld of the archive. */
interface Kept {
  readonly decisions: readonly ReviewDecision[]
  readonly withheld: Withheld
}

/** Contradictions between years by site and report, parted by a blank. */
interface Across {
  readonly across: ReadonlyMap<string, readonly YearFinding[]>
}

async function itemsOf(
  shelf: SiteReader,
  { decisions, withheld, across }: Kept & Across,
  validate: Validate,
): Promise<readonly ReviewItem[]> {
  const decidedOn = decisionsBySubject(decisions)
  const items: ReviewItem[] = []
  const there = new Set<string>()
  for await (const report of shelf.reports()) {
    if (report.id !== null) there.add(report.id)
    const decided = decidedOn({ site: shelf.id, subject: report.id ?? '' })
    const reviewed = publicReport(reviewedReport(shelf.id, report, decided), withheld)
    const beside = across.get(`${shelf.id} ${report.id ?? ''}`) ?? []
    items.push(...reviewItems(shelf.id, reviewed, validate))
    items.push(...yearItems(shelf.id, reviewed, beside, decided))
  }
  for (const original of await unfiledOriginals(shelf, withheld)) {
    there.add(original.url)
    const item = unfiledItem(shelf.id, original, decidedOn({ site: shelf.id, subject: original.url }))
    if (item !== null) items.push(item)
  }
  return [...items, ...orphans(shelf.id, there, { decisions, withheld })]
}

/** Corrections of reports that are not archived under that id any more: nobody would see that they are not applied. */
function orphans(
  site: string,
  there: ReadonlySet<string>,
  { decisions, withheld }: Kept,
): readonly ReviewItem[] {
  const subjects = Map.groupBy(decisions, ({ subject }) => subject)
  return [...subjects].flatMap(([subject, own]): ReviewItem[] => {
    const stands = standing(own, { site, subject }).filter(({ action }) => action === 'correct')
    const last = stands.at(-1)
    if (there.has(subject) || last === undefined) return []
    return [
      {
        ...{ rank: 'outdated', site, subject, title: '', year: null, cause: 'outdated-correction' },
        metrics: stands.flatMap((each) => (each.action === 'correct' ? [each.metric] : [])).sort(),
        findings: stands.length,
        message:
          'corrected, and no report of this id is archived any more; find its new id, then withdraw the correction',
        state: 'open',
        decision: {
          ...{ number: last.seq, action: 'correct', by: last.by, time: last.time },
          reason: withheld.of({ sha256: last.original }) === null ? last.reason : withheldText,
          outdated: true,
        },
      },
    ]
  })
}

/** Null for what is no report and was not listed as one: pages around reports are nothing to look at. */
export function unfiledItem(
  site: string,
  { url, code, message, capture, isListed, isWithheld }: UnfiledOriginal,
  decisions: readonly ReviewDecision[],
): ReviewItem | null {
  if (code === 'not-a-report' && !isListed) return null
  const now = { content: null, originals: new Set([capture.sha256]) }
  const decision = standing(decisions, { site, subject: url }).findLast(
    (each) => each.action !== 'correct' && each.judged.some((one) => one.code === code),
  )
  const outdated = decision !== undefined && isOutdated(decision, now)
  const rank: Partial<Record<typeof code, ReviewRank>> = {
    'not-a-report': 'listed',
    'ambiguous-unit': 'identity',
    'ambiguous-year': 'identity',
  }
  return {
    ...{ rank: rank[code] ?? 'unread', site, subject: url, title: capture.title ?? capture.name ?? '' },
    ...{ year: null, cause: code, metrics: [], findings: 1, message },
    state: decision === undefined || outdated ? 'open' : 'decided',
    decision:
      decision === undefined
        ? null
        : {
            ...{ number: decision.seq, action: decision.action, by: decision.by, time: decision.time },
            ...{ reason: isWithheld ? withheldText : decision.reason, outdated },
          },
  }
}
