import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'guizhou-xixiu',
  name: '安顺市西秀区人民政府',
  division: '520402',
  hosts: ['www.xixiu.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'trs', list: 'https://www.xixiu.gov.cn/web2023/zwgk/zfxxgk/zfxxgknb/', descend: 1 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/2021/202303/t20230316_78538667.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
