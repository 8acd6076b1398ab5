// node askKept.ts ARGUMENTS: as src/cli.ts itself, answered by a kept process (keepProcesses.ts).
import { nianbao } from './nianbao.ts'

const { code, stdout, stderr } = await nianbao(...process.argv.slice(2))
process.stdout.write(stdout)
process.stderr.write(stderr)
process.exitCode = code ?? 1
