import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'jiangsu-gaogang',
  name: '泰州市高港区人民政府',
  division: '321203',
  hosts: ['www.cmc.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'hanweb-jpaas', column: 'https://www.cmc.gov.cn/zfxxgk/yjjd/zfxxgknb/index.html' }],
  expect: { from: 2021, perYear: [1, 9] },
  unverified: {
    'sources.0.family':
      'by the shape of its reports’ addresses, …/art/2026/art_<32hex>.html; no page was seen',
    'sources.0.column':
      'column of 沿江街道 alone, derived from the path of …/art/2026/art_f793c650c732461fb343a36ddbaae76d.html',
    'expect.perYear': 'no live listing was counted',
  },
})
