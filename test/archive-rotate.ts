/** Puts one key after another into the file that is given, until it is killed. */
import { writeSync } from 'node:fs'
import { findSigner, nextSigner } from '../src/archive/signingKey.ts'

const [archive = '', file = ''] = process.argv.slice(2)
let signer = await findSigner(archive, file, null)
writeSync(1, 'rotating\n')
for (;;) signer = await nextSigner(file, signer)
