import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'gansu-ganzhou',
  name: '张掖市甘州区人民政府',
  division: '620702',
  hosts: ['www.gsgz.gov.cn'],
  sources: [{ family: 'trs', list: 'http://www.gsgz.gov.cn/gzzfxxgk/zfxxgknb/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/2025n/bmnb2025/202601/t20260123_1501783.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
