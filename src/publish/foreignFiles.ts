import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import { systemCode } from '../systemRefusal.ts'

const Manifest = z.looseObject({ files: z.array(z.looseObject({ name: z.string() })) })

/** Papers of an export that stand in no list of their own. */
const papers = ['manifest.json', 'tagmanifest-sha256.txt']

/**
 * What lies in the folder of an earlier export and is no part of it, by the export's own lists (`manifest.json` of a WARC folder,
 * the manifests of a bag): somebody put it there. Paths below the folder, sorted; empty where there is no folder.
 */
export async function foreignFiles(folder: string): Promise<readonly string[]> {
  if (!(await isFolder(folder))) return []
  const listed = new Set([...papers, ...(await namesInBag(folder)), ...(await namesInManifest(folder))])
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .filter((path) => !listed.has(path))
    .sort()
}

async function namesInBag(folder: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].map((name) => textOf(join(folder, name))),
  )
  return lists.flatMap((text) => text.split('\n').map((line) => line.slice(line.indexOf('  ') + 2)))
}

async function namesInManifest(folder: string): Promise<readonly string[]> {
  const text = await textOf(join(folder, 'manifest.json'))
  const manifest = Manifest.safeParse(jsonOf(text))
  return manifest.success ? manifest.data.files.map(({ name }) => name) : []
}

/** Null for what is no JSON: then it lists nothing, and everything beside it is somebody's. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}
