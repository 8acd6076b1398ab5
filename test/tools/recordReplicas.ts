import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReplicas } from '../replicas/startReplicas.ts'
import { nianbao } from '../running/nianbao.ts'
import { replicaRecordingYear } from './replicaRecordingYear.ts'

/**
 * `node test/tools/recordReplicas.ts [SITE…]`: records the replicas of these sites, or of all, into test/recordings. The last year of
 * report is fixed, so that the same replicas give the same recordings on any day; what is the same stays untouched.
 */
const home = await mkdtemp(join(tmpdir(), 'nianbao-record-'))
const replicas = await startReplicas({ lastYear: replicaRecordingYear })
try {
  await writeFile(join(home, 'map.json'), JSON.stringify(replicas.hosts))
  const sites = process.argv.slice(2)
  const which = sites.length > 0 ? sites : ['--all']
  const { code, stdout, stderr } = await nianbao(
    'sites',
    'record',
    ...which,
    '--replicas',
    join(home, 'map.json'),
  )
  process.stdout.write(stdout)
  process.stderr.write(stderr)
  process.exitCode = code ?? 1
} finally {
  await replicas.close()
  await rm(home, { recursive: true, force: true })
}
