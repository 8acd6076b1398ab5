import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'beijing-tongzhou',
  name: '北京市通州区人民政府',
  division: '110112',
  hosts: ['www.bjtzh.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'ucap', site: 'tzzfxxgk', channel: 'c109617fbdgnp' }],
  expect: { from: 2021, perYear: [1, 90] },
  unverified: {
    'sources.0.family':
      'a variant of UCAP by the shape of its addresses; that it answers as UCAP does was not seen',
    'sources.0.channel': 'seen in /tzzfxxgk/c109617fbdgnp/202601/1778607.shtml, a report of 2025',
    'expect.perYear': 'no live listing was counted',
  },
})
