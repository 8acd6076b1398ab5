/** Words by which a page frames its articles (页头、页脚、标识栏), and by which it says that there is none. Sources: platforms.md §7, 2026-11. */

/** Two of them in one piece of text make it a footer, however long. */
const footerMarks =
  /主办|承办|主管单位|网站标识码|ICP备|公网安备|版权所有|copyright|技术支持|联系电话|邮政编码/giu
const longestFooter = 400

/** A line of the frame of an article: where it stands, what is known of it, what a reader may do with it. */
const frameWords =
  /主办|承办|协办|标识码|ICP备|备案|公网安备|版权|copyright|技术支持|联系(?:电话|我们|方式)|邮箱|邮编|(?:当前|您的|现在的?)位置|您(?:现在|当前)?所在|(?:发布|生成|成文|更新|发文|公开)(?:时间|日期)|来\s*源|作\s*者|责?编辑?[:：]|浏览|阅读|点击|访问|字体|字号|打印|关闭|分享|收藏|扫一扫|二维码|[上下]一[篇条页]|无障碍|长者|适老|搜索|检索|索\s*引\s*号|主题(?:分类|词)|发[文布](?:机构|机关|单位|字号)|公开(?:方式|时限|范围|形式|类别)|文\s*号|有效性|信息分类|共\s*\d+\s*[条页]|第\s*\d+\s*页|[首末尾]页|欢迎|登录|注册/iu
const longestFrame = 60

/** What a page says while a script is to bring its text, and what its makers write where there will be one. */
const loadingWords =
  /(?:正在|数据|内容|页面)?(?:加载|载入)中?|请(?:稍[候后等]|等待)|\bloading\b|(?:内容|页面|栏目)(?:正在)?(?:建设|更新|审核|整理)中?|敬请期待|暂无(?:相关)?(?:内容|数据|信息|正文|记录)/giu

/** What a page says of its own article that was taken away. */
export const withdrawnWords =
  /(?:信息|文章|内容|页面|网页|稿件|文件|栏目)[^。，,！!]{0,6}?(?:(?:已|被|已被|已经)?(?:下线|撤销|撤回|撤下|删除|失效|过期|屏蔽|下架)|不存在|未找到|找不到)(?:或(?:已|被|已被)?(?:不存在|删除|下线|失效))?/gu

/** Whether a piece of text is of the page's frame. */
export const isFrame = (piece: string): boolean =>
  (piece.length <= longestFrame && frameWords.test(piece)) ||
  (piece.length <= longestFooter && (piece.match(footerMarks)?.length ?? 0) > 1)

/** A piece without what says that there is no text: what is left in letters and Chinese characters. */
export const withoutExcuses = (piece: string): string =>
  piece
    .replace(withdrawnWords, '')
    .replace(loadingWords, '')
    // one by one, as in foldSpace.ts
    .replace(/[^\p{Script=Han}\p{Letter}]/gu, '')
