import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { readConfigFile } from './readConfigFile.ts'

const Replicas = z.record(
  z.string().min(1),
  z
    .string()
    .regex(
      /^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|localhost):\d+$/u,
      'must be a loopback origin, http://127.0.0.1:PORT',
    ),
)

/**
 * Reads the file of `--replicas`: JSON from host to the loopback origin that answers for it.
 * @throws NianbaoError `usage` with `file: path: what is wrong`
 */
export async function loadReplicas(file: string | null): Promise<ReadonlyMap<string, string>> {
  if (file === null) return new Map()
  try {
    return new Map(Object.entries(await readConfigFile(file, Replicas)))
  } catch (cause) {
    if (cause instanceof NianbaoError) throw new NianbaoError('usage', cause.message, { cause })
    throw cause
  }
}
