import { chineseFindings } from './findingWords.ts'
import type { FailureCode } from '../../errors.ts'
import type { Language } from './language.ts'

/** What failures of a crawl (警报, 待取) are called in Chinese; docs/failures.md has the same names. */
export const chineseFailures: Readonly<Partial<Record<FailureCode, string>>> = {
  unreachable: '连不上',
  'timed-out': '超时',
  'server-error': '服务器错误',
  'certificate-differs': '证书与锁定的不符',
  throttled: '被要求放慢',
  'truncated-body': '内容被截断',
  'too-large': '过大',
  'not-found': '不存在',
  blocked: '被拒绝',
  'challenge-page': '脚本验证页',
  'soft-404': '假 200 错误页',
  captcha: '验证码',
  'host-paused': '暂停访问该主机',
  'budget-spent': '本次限额用完',
  'host-not-allowed': '不在允许的主机名单',
  'no-browser': '没有浏览器',
  'no-picture': '没有页面截图',
  'no-converter': '没有转换',
  'private-address': '内网地址',
  'robots-disallowed': 'robots.txt 不允许',
  'layout-changed': '版式变了',
  'nothing-listed': '列表为空',
  'too-few': '少于预期',
  'too-many': '多于预期',
  'host-moved': '网站已迁移',
  'site-differs': '网站标识变了',
  'listing-partial': '列表不全',
  'total-too-low': '总数偏小',
  'listing-shrank': '列表缩水',
}

/** What ends an export that a page asked for. */
const exportFailures = {
  'no-such-file': '没有这个文件',
  'not-an-archive': '不是档案库',
  'bad-config': '配置有误',
  usage: '命令用法有误',
  'no-checkpoint': '尚无检查点',
  'table-shrank': '数据表行数变少',
  'sheet-full': '超出工作表容量',
  'archive-locked': '档案库被占用',
  'disk-full': '磁盘已满',
  'disk-failed': '磁盘写入失败',
  'archive-damaged': '档案库受损',
} as const satisfies Partial<Record<FailureCode, string>>

const names: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ...chineseFailures, ...exportFailures }),
  ...Object.entries(chineseFindings).map(([code, { name }]) => [code, name] as const),
])

/** What a failure or a finding is called in the language of a page; its code where there is no name. */
export const failureName = (language: Language, code: string): string =>
  language === 'zh' ? (names.get(code) ?? code) : code
