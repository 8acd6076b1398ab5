import { printedText } from '../families/links.ts'

/** What is said to have gone elsewhere: the column, or the whole site. */
const MOVED =
  /[本该此](?:栏目|专栏|专题|页面|网页|目录|频道|[板版]块)[^。！!；;]{0,16}(?:迁移|迁至|迁往|搬迁|移至|转移|转至|并入|合并|整合|停用|停止|不再|变更|更换|升级)|(?:本网站|本站|原网站|旧版)[^。！!；;]{0,12}(?:迁移|迁至|迁往|搬迁|停用|停止更新|不再更新|停止维护)/u
/** Where readers are sent instead. */
const ELSEWHERE =
  /新(?:栏目|专栏)[^。！!；;]{0,6}(?:请|点击|地址|入口)|请(?:点击|访问|前往|移步|到|至)[^。！!；;]{0,8}新(?:栏目|专栏|版|网站|平台)/u

/** So much is quoted from where it begins. */
const QUOTED = 40

/** The words by which a page says that its column is kept elsewhere now (栏目迁移), or null. What it lists still may be whole or not. */
export function movedNotice(html: string): string | null {
  const text = printedText(html)
  const at = (MOVED.exec(text) ?? ELSEWHERE.exec(text))?.index
  return at === undefined ? null : text.slice(at, at + QUOTED)
}
