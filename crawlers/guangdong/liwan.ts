import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'guangdong-liwan',
  name: '广州市荔湾区人民政府',
  division: '440103',
  hosts: ['www.lw.gov.cn'],
  sources: [{ family: 'nfcms', list: 'http://www.lw.gov.cn/zwgkk/bmxxgkndbg/' }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list':
      'derived from the path of …/content/post_9432878.html; whether it has sub-columns was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
