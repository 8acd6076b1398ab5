import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]
const Code = z.enum(codes)

/** A link or file that this run could not get, or get to the end with. */
export const Trouble = z
  .strictObject({
    url: z.string(),
    code: Code,
    message: z.string(),
    /** Of the answer that was refused, where there was one: its status, and where it came from after redirects. */
    status: z.int().optional(),
    final_url: z.string().optional(),
  })
  .readonly()
export type Trouble = z.infer<typeof Trouble>

/** An alarm (警报) of discovery: `fails` when it fails the site, else a warning. */
export const Alarm = z
  .strictObject({ code: Code, endpoint: z.string().nullable(), message: z.string(), fails: z.boolean() })
  .readonly()
export type Alarm = z.infer<typeof Alarm>

/** One listing as this run saw it. */
export const ListingSeen = z
  .strictObject({
    endpoint: z.string(),
    complete: z.boolean(),
    unchanged: z.boolean(),
    rows: z.int().nonnegative(),
    declared: z.int().nonnegative().nullable(),
    /** ISO date of which its whole content is known: tonight's, or that of the last full walk; null when of none. */
    walked: z.iso.date().nullable().optional(),
  })
  .readonly()
export type ListingSeen = z.infer<typeof ListingSeen>

const Count = z.int().nonnegative()

/**
 * What changed in a source that this run listed to its end: keys of links taken for reports (`linkKey`), against the whole listing before.
 * `anew` when nothing was known of it; then `listed` is all of them. A source that was not listed to its end is not there.
 */
export const ListedLinks = z
  .strictObject({
    /** `sourceKey`. */
    source: z.string(),
    anew: z.boolean(),
    listed: z.array(z.string()).readonly(),
    left: z.array(z.string()).readonly(),
  })
  .readonly()
export type ListedLinks = z.infer<typeof ListedLinks>

/** What a run did at one site. */
export const SiteRun = z
  .strictObject({
    site: z.string(),
    /** What the site file named as its sources (`sourceKey`). A record of before 2026-12 does not say. */
    sources: z.array(z.string()).readonly().optional(),
    listings: z.array(ListingSeen).readonly(),
    /** Absent in records of before 2026-12. */
    links: z.array(ListedLinks).readonly().optional(),
    /** Links taken for annual reports, and links left aside, by reason. */
    candidates: Count,
    ignored: z.record(z.string(), Count).readonly(),
    /** Pages and attachments whose bytes were new, had changed, or were the same as before. */
    captured: z.strictObject({ new: Count, changed: Count, unchanged: Count }).readonly(),
    reports: Count,
    /** Bundles that are archived but gave no report with an id. */
    unread: z.array(Trouble).readonly(),
    troubles: z.array(Trouble).readonly(),
    alarms: z.array(Alarm).readonly(),
    /** Listed, not captured yet: tried again next run. */
    waiting: Count,
  })
  .readonly()
export type SiteRun = z.infer<typeof SiteRun>

/** Where a ledger ended (账本末行): its lines, and the SHA-256 of the last one; 64 zeros when it had none. */
export const LedgerHead = z.strictObject({ lines: Count, last: z.string() }).readonly()
export type LedgerHead = z.infer<typeof LedgerHead>

/** The record of a run (运行记录): `archive/runs/<run>.json`. Times are ISO 8601, UTC. */
export const Run = z
  .strictObject({
    schema: z.literal('nianbao/run@1'),
    run: z.string(),
    command: z.string(),
    started: z.string(),
    finished: z.string(),
    sites: z.array(SiteRun).readonly(),
    /** Requests by host, robots.txt included. */
    requests: z.record(z.string(), Count).readonly(),
    /** Hosts that were asked and gave nothing but refusals. */
    hostsRefusing: z.array(z.string()).readonly(),
    /** By site: the ledger as this run left it. The archive fills it in; `verify` holds the ledgers against it. */
    ledgers: z.record(z.string(), LedgerHead).readonly().optional(),
    /** The record before this one, by file name and SHA-256; null for the first. The archive fills it in. */
    previous: z.strictObject({ file: z.string(), sha256: z.string() }).readonly().nullable().optional(),
  })
  .readonly()
export type Run = z.infer<typeof Run>
