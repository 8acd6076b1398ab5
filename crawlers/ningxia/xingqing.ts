import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'ningxia-xingqing',
  name: '银川市兴庆区人民政府',
  division: '640104',
  hosts: ['www.xqq.gov.cn'],
  sources: [{ family: 'trs', list: 'http://www.xqq.gov.cn/zwgk/bmxxgkml/', descend: 2 }],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.list': 'derived from the path of …/xqqqjjjdbsc/xxgknb_9490/202501/t20250123_4804883.html',
    'sources.0.descend': 'levels of that path; the columns themselves were not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
