import type { Command } from 'commander'
import { describeDecision, describeDecisions } from '../console/describeWithheld.ts'
import { print, printJson } from '../console/print.ts'
import { NianbaoError } from '../errors.ts'
import { withheldHistory, withhold } from '../pipeline/withhold.ts'
import { settings } from './settings.ts'
import { given, whoAndWhy } from './whoAndWhy.ts'

interface WithholdOptions {
  readonly reason?: string
  readonly by?: string
  readonly lift?: true
  readonly list?: true
  readonly json?: true
}

/** `nianbao withhold`: hides an original from all that leaves the archive, and says so. */
export function withholdVerb(program: Command): void {
  program
    .command('withhold')
    .description(
      'hide an original with personal data from every export; ledger and proof stay, and all say that it is withheld',
    )
    .argument('[sha256]', 'of the original, or its first digits (eight at least)')
    .option('--reason <words>', 'why; everybody can read it')
    .option('--by <name>', 'who decided; the name of the user who is logged in when not given')
    .option('--lift', 'show it again')
    .option('--list', 'every decision so far')
    .option('--json', 'as one line of JSON')
    .action(async (sha256: string | undefined, options: WithholdOptions) => {
      const { archive, config, clock, key } = await settings(program)
      if (options.list) {
        if (sha256 !== undefined)
          throw new NianbaoError('usage', '--list names every decision; leave the hash out')
        const decisions = await withheldHistory(archive)
        if (options.json) printJson(decisions)
        else print(describeDecisions(decisions))
        return
      }
      const { by, reason } = whoAndWhy(options)
      const action = options.lift ? 'lift' : 'withhold'
      const wanted = given(
        sha256,
        'withhold: give the SHA-256 of the original; status and originals.sha256 list them',
      )
      const decided = await withhold({ archive, config, clock, key, sha256: wanted, action, by, reason })
      if (options.json) printJson(decided)
      else print(describeDecision(decided))
    })
}
