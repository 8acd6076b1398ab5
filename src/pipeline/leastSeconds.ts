import type { SiteWorks } from './works.ts'

/** How long so many links of a site take at least, in seconds: its pace between two requests; stand-ins have none. */
export function leastSeconds({ archive, config, site }: SiteWorks, links: number): number {
  const pace = archive.kind === 'replica' ? 0 : Math.max(config.fetch.pace, site.pace ?? 0)
  return (links * pace) / 1000
}
