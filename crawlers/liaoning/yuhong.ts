import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'liaoning-yuhong',
  name: '沈阳市于洪区人民政府',
  division: '210114',
  hosts: ['www.syyh.gov.cn'],
  sources: [{ family: 'trs', list: 'http://www.syyh.gov.cn/zwgk/zfxxgknb/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/2021/jdbsczfxxgkgzndbg/202206/t20220615_3268918.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
