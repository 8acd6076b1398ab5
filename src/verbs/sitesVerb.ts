import type { Command } from 'commander'
import { sitesCheck } from './sitesCheck.ts'
import { sitesList } from './sitesList.ts'
import { sitesNew } from './sitesNew.ts'
import { sitesRecord } from './sitesRecord.ts'

/** `nianbao sites`: what a keeper of site files does. */
export function sitesVerb(program: Command): void {
  const sites = program.command('sites').description('the site files')
  for (const add of [sitesList, sitesCheck, sitesNew, sitesRecord]) add(sites, program)
}
