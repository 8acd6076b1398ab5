import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'beijing-dongcheng',
  name: '北京市东城区人民政府',
  division: '110101',
  hosts: ['www.bjdch.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'trs', list: 'https://www.bjdch.gov.cn/zfxxgkzl/zfxxgknb/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/2021nb/dcqjd2021/202201/t20220117_2995317.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
