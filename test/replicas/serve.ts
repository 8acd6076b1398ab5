import { rename, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startReplicas } from './startReplicas.ts'

/**
 * `node test/replicas/serve.ts --map FILE`: starts the replica sites, writes FILE (JSON from host to origin, as
 * `--replicas` reads it), prints one line when ready, and runs until its input closes or it is asked to end.
 */
const { values } = parseArgs({ options: { map: { type: 'string' } } })
const { map } = values
if (map === undefined) {
  process.stderr.write('serve: --map FILE is needed, where the hosts and their origins are written\n')
  process.exit(2)
}
const replicas = await startReplicas()
await writeFile(`${map}.new`, `${JSON.stringify(replicas.hosts, null, 2)}\n`)
await rename(`${map}.new`, map)
process.stdout.write(`ready: ${Object.keys(replicas.hosts).length} hosts in ${map}\n`)

let ending = false
function end(): void {
  if (ending) return
  ending = true
  void replicas.close().then(() => process.exit(0))
}
process.stdin.on('end', end).on('error', end).resume()
process.on('SIGTERM', end)
process.on('SIGINT', end)
