import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'qinghai-xining-chengxi',
  name: '西宁市城西区人民政府',
  division: '630104',
  hosts: ['www.xncx.gov.cn'],
  sources: [
    {
      family: 'browser-list',
      list: 'http://www.xncx.gov.cn/ZhengWuGongKaiZhuYe?type=zfxxgknb',
      next: '.btn-next',
    },
  ],
  expect: { from: 2021, perYear: [2, 90] },
  unverified: {
    'sources.0.family':
      'its addresses look like routes of one page, and other paths were answered Not Found; no list was seen',
    'sources.0.list': 'the route was seen, with another type; the type of the annual reports is a guess',
    'sources.0.next': 'the next button of Element UI, the usual kit of such pages; no pager was seen',
    'expect.perYear': 'no live listing was counted',
  },
})
