import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'heilongjiang-daoli',
  name: '哈尔滨市道里区人民政府',
  division: '230102',
  hosts: ['www.hrbdl.gov.cn', 'hrbdl.gov.cn'],
  sources: [{ family: 'ucap', site: 'hebdlq', channel: 'c112289c' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.channel':
      'seen in /hebdlq/c112289c/202602/c01_1108994.shtml, a report for 2025; earlier ones stand in c111239, c111242 and c111257; the tree was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
