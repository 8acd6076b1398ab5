import { defineSite } from '../../src/sites/defineSite.ts'

export default defineSite({
  id: 'heilongjiang-acheng',
  name: '哈尔滨市阿城区人民政府',
  division: '230112',
  hosts: ['www.acheng.gov.cn', 'acheng.gov.cn'],
  sources: [{ family: 'ucap', site: 'achengqu', channel: 'c111273' }],
  expect: { from: 2020, perYear: [5, 90], of: 'division' },
  unverified: {
    'sources.0.channel': 'seen in the URLs of reports for 2022 and 2023; its tree was not seen',
    'expect.perYear': 'no live listing was counted',
  },
})
