import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { refusalWords } from '../systemRefusal.ts'
import { readConfigFile } from './readConfigFile.ts'

const TimestampFile = z.strictObject({
  /** Null: checkpoints get no time stamp of others. */
  authority: z
    .strictObject({
      /** Where it takes queries (RFC 3161 §3.4). */
      url: z.url({ protocol: /^https?$/u }),
      /** Object identifier of the policy that is asked for; the authority's own where it is null. */
      policy: z
        .string()
        .regex(/^[0-2](\.(0|[1-9]\d{0,8}))+$/u)
        .nullable()
        .default(null),
      /** PEM file with the authority's root certificate, from this folder. */
      ca: z.string().min(1),
    })
    .nullable(),
})

/** A time-stamping authority (时间戳机构) as the operator chose it. */
export interface Authority {
  readonly url: string
  readonly policy: string | null
  /** PEM. */
  readonly ca: string
}

/**
 * Reads `timestamp.json` of the folder `config/`; null where it names no authority or is not there.
 * @throws NianbaoError `bad-config`
 */
export async function loadAuthority(dir: string): Promise<Authority | null> {
  const file = join(dir, 'timestamp.json')
  if (!existsSync(file)) return null
  const { authority } = await readConfigFile(file, TimestampFile)
  if (authority === null) return null
  const { url, policy, ca } = authority
  return { url, policy, ca: await readCertificate(file, resolve(dir, ca)) }
}

async function readCertificate(file: string, path: string): Promise<string> {
  try {
    const pem = await readFile(path, 'utf8')
    new X509Certificate(pem)
    return pem
  } catch (cause) {
    const what =
      cause instanceof Error && 'syscall' in cause ? refusalWords(cause) : 'it holds no certificate in PEM'
    throw new NianbaoError('bad-config', `${file}: authority.ca: ${path}: ${what}`, { cause })
  }
}
