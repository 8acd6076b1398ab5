/** Writes a proof and a table, to be watched. Argument: folder to write below. Says `finished` when both are told to be there. */
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { writeProof } from '../../src/publish/proof/proofFolder.ts'
import { TableFile } from '../../src/publish/tableFile.ts'

const out = process.argv[2] ?? ''
mkdirSync(out)
await writeProof(join(out, 'proof'), {
  ...{
    id: '330105001/2022',
    site: 'gongshu',
    report: '{}\n',
    firstKey: '',
    keyPem: '',
    withheld: [],
    stamp: null,
  },
  originals: [{ name: 'a.html', bytes: Buffer.from('<html>') }],
  lines: [{ seq: 1, line: Buffer.from('{}'), path: [] }],
  checkpoint: { text: 'nianbao/checkpoint@1\n', signature: Buffer.alloc(64) },
  rotations: [],
})
const table = await TableFile.open(join(out, 'reports.csv'), 'id\n')
await table.write(['330105001/2022\n'])
await table.finish()
writeSync(1, 'finished\n')
