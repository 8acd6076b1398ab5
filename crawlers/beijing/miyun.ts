import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'beijing-miyun',
  name: '北京市密云区人民政府',
  division: '110118',
  hosts: ['www.bjmy.gov.cn'],
  scheme: 'https',
  sources: [{ family: 'trs', list: 'https://www.bjmy.gov.cn/zwgk/zfxxgk/zfxxgknb/', descend: 1 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/gknb2017/201802/t20180223_195744.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
