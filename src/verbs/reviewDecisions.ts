import type { Command } from 'commander'
import { parseFigure, parseLimit } from '../console/arguments.ts'
import { describeDecided } from '../console/describeShown.ts'
import { print, printJson } from '../console/print.ts'
import { decideReview, type Verdict } from '../pipeline/review/decideReview.ts'
import { settings } from './settings.ts'
import { whoAndWhy } from './whoAndWhy.ts'

interface DecisionOptions {
  readonly by?: string
  readonly reason?: string
  readonly site?: string
  readonly json?: true
}

/** `nianbao review correct`, `accept`, `dismiss` and `withdraw`: a person's decision, beside what was extracted. */
export function reviewDecisions(review: Command, program: Command): void {
  const decide = async (subject: string, verdict: Verdict, named: Command): Promise<void> => {
    const options = named.optsWithGlobals<DecisionOptions>()
    const { archive, config, clock } = await settings(program)
    const order = { archive, config, clock, subject, site: options.site ?? null, verdict }
    const decided = await decideReview({ ...order, ...whoAndWhy(options) })
    if (options.json) printJson(decided)
    else print(describeDecided(decided))
  }
  const verb = (name: string, description: string): Command =>
    review
      .command(name)
      .description(description)
      .argument('<report>', 'id, or the address of an original that gave no report')
      .option('--reason <words>', 'why; everybody can read it')
      .option('--by <name>', 'who decided; the name of the user who is logged in when not given')
      .option('--site <id>', 'of several sites that have it')
      .option('--json', 'as one line of JSON')

  verb('correct', 'the original says another figure than was read; what was read stays beside it')
    .argument('<metric>', 'id of the figure')
    .argument(
      '<value>',
      'what the original says, in the unit of the form; blank for a blank cell',
      parseFigure,
    )
    .action((subject: string, metric: string, value: number | null, _: DecisionOptions, named: Command) =>
      decide(subject, { action: 'correct', metric, value }, named),
    )
  verb('accept', 'it is printed so: nothing more to do about these findings')
    .argument('<code...>', 'codes of findings')
    .action((subject: string, codes: readonly string[], _: DecisionOptions, named: Command) =>
      decide(subject, { action: 'accept', codes }, named),
    )
  verb('dismiss', 'these findings say nothing here')
    .argument('<code...>', 'codes of findings')
    .action((subject: string, codes: readonly string[], _: DecisionOptions, named: Command) =>
      decide(subject, { action: 'dismiss', codes }, named),
    )
  verb('withdraw', 'take a decision back; it stays on record')
    .argument('<number>', 'of the decision, as review show lists it', parseLimit)
    .action((subject: string, of: number, _: DecisionOptions, named: Command) =>
      decide(subject, { action: 'withdraw', of }, named),
    )
}
