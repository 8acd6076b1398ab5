import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'xinjiang-nilka',
  name: '尼勒克县人民政府',
  division: '654028',
  hosts: ['www.xjnlk.gov.cn'],
  sources: [{ family: 'ucap', site: 'xjnlk', channel: 'c112945' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.channel':
      'seen in /xjnlk/c112945/202401/46aba5e181454bc798b5443c493da056.shtml, a town’s report of 2023; its tree was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
