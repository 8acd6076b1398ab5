import fc from 'fast-check'

/** Chance is the same in every run, so that a red test is red for everybody; NIANBAO_SEED=<number> looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['NIANBAO_SEED'] ?? 20_261_121) })
