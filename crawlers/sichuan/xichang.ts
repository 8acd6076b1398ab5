import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'sichuan-xichang',
  name: '西昌市人民政府',
  division: '513401',
  hosts: ['www.xichang.gov.cn'],
  sources: [{ family: 'trs', list: 'http://www.xichang.gov.cn/zfxxgk/zfxxgknb/', descend: 3 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/oldnb/xzjjdb_15916/dcb_16457/202201/t20220112_2128841.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
