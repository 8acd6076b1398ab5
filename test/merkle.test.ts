import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditPath, emptyTree, leafHash, rootOf, treeOf, withLeaf } from '../src/archive/merkle.ts'
import { naivePath, naiveRoot } from './naiveTree.ts'

/** The leaves and roots that the certificate-transparency project tests RFC 6962 §2.1 with. */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const hex = (list: readonly Buffer[]) => list.map((hash) => hash.toString('hex'))
const lists = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 70 })

describe('the Merkle tree of a ledger', () => {
  test('has the roots that others have for the leaves of certificate transparency', () => {
    let tree = emptyTree
    const found = [rootOf(tree)]
    for (const leaf of leaves) {
      tree = withLeaf(tree, leafHash(Buffer.from(leaf, 'hex')))
      found.push(rootOf(tree))
    }
    expect(found).toEqual(roots)
  })

  test('has, grown leaf by leaf, the root that the recursion of RFC 6962 gives, at every size', () => {
    fc.assert(
      fc.property(lists, (list) => {
        let tree = emptyTree
        for (const [index, leaf] of list.entries()) {
          expect(rootOf(tree)).toBe(naiveRoot(list.slice(0, index)).toString('hex'))
          tree = withLeaf(tree, leafHash(leaf))
        }
        expect(rootOf(tree)).toBe(naiveRoot(list).toString('hex'))
        expect(tree.size).toBe(list.length)
      }),
      { numRuns: 30 },
    )
  })

  test('gives for every leaf the audit path that the recursion of RFC 6962 gives', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const hashes = list.map(leafHash)
        for (const index of list.keys())
          expect(hex(auditPath(hashes, index))).toEqual(hex(naivePath(index, list)))
      }),
      { numRuns: 20 },
    )
  })

  test('keeps one hash for each bit of its size', () => {
    const tree = treeOf(Array.from({ length: 20_000 }, (_, n) => leafHash(Buffer.from(String(n)))))
    expect(tree.peaks).toHaveLength((20_000).toString(2).replaceAll('0', '').length)
  })

  test('has no path for a leaf that it does not have', () => {
    expect(() => auditPath([leafHash(Buffer.of(1))], 1)).toThrow(RangeError)
    expect(() => auditPath([], 0)).toThrow(RangeError)
  })
})
