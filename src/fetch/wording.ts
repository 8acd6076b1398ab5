/**
 * The words and marks by which hosts give away that an answer is not the content that was asked for.
 * Sources: platforms.md §6.2 and §6.5 (challenge products and error pages seen in the field), 2026-11.
 */

/** Marks of script challenges: 瑞数, 加速乐, 阿里云, Cloudflare. A cookie such as `__jsluid_h` alone is none. */
export const challengeMarks: readonly RegExp[] = [
  /\$_ts\s*=|\[['"]\$_ts['"]\]/u,
  /__jsl_clearance/u,
  /\bgo\(\{\s*["'](?:bts|chars|ct|ha|is|tn|vt|wt)["']\s*:/u,
  /acw_sc__v2/u,
  /__cf_chl_|cf-browser-verification/u,
]

/** Of these, what stands in challenges only. The script of 瑞数 stands in every page that it lets through, too. */
export const challengeOnlyMarks: readonly RegExp[] = [
  /\bgo\(\{\s*["'](?:bts|chars|ct|ha|is|tn|vt|wt)["']\s*:/u,
  /acw_sc__v2/u,
  /__cf_chl_|cf-browser-verification/u,
]

/** A script that sets a cookie, evaluates something or sends the reader elsewhere. */
export const scriptedDetour =
  /document\.cookie\s*=|\beval\s*\(|\blocation(?:\.href)?\s*=|\blocation\.(?:replace|reload|assign)\s*\(/u

export const captchaWords = /验证码|人机验证|安全验证|滑动验证|(?:拖动|按住)滑块|captcha/iu

/** What a firewall asks its reader to do. */
export const verifyWords =
  /(?:人机|安全|滑动|身份)验证|(?:完成|通过|点击|进行)[^。，,]{0,8}验证|(?:拖动|按住)滑块/u

/** Titles of firewalls (网站防火墙) and of the walls that they show. */
export const wallTitle =
  /^\s*(?:(?:网站|访问|系统)?安全(?:提示|验证|检测|检查|拦截|防护|警告)|人机验证|滑动验证|访问(?:验证|受限|异常|过于频繁|被)|请求(?:异常|过于频繁)|请稍[候后等]|just a moment|attention required|access denied|security check)/iu

/** The captcha before the downloads of VSB, by its picture and its field, whatever the words around them. */
export const captchaMarks = /\bcreateimage\.jsp|\bname\s*=\s*["']?codeValue\b/iu

/** Titles under which a challenge lets its reader wait. */
export const challengeTitle =
  /^\s*(?:请稍[候后等]|正在(?:加载|跳转|检测|验证)|(?:浏览器)?安全(?:检测|检查|验证)|just a moment|loading|please wait|redirecting)/iu

export const blockedWords =
  /疑似黑客|访问被(?:拒绝|拦截|阻断|禁止)|请求(?:已|被)+(?:拒绝|拦截|阻断)|(?:网站|Web应用)防火墙|云防护|安全拦截|(?:没有|无)(?:访问|查看|浏览)?权限|无权(?:访问|查看|浏览)|请先登录|仅限[^。，,]{0,6}(?:内网|内部|局域网)|access\s?denied|\b(?:forbidden|unauthorized)\b|request (?:was )?blocked/iu

/** What error pages say that are sent as 200. An empty search result (没有找到相关信息) is not among it. */
export const goneWords =
  /(?:页面|网页|文件|附件|文章|文档|栏目|资源|链接)\s*(?:已|已经|可能)?\s*(?:不存在|未找到|没有找到|找不到|(?:被)?删除|失效|丢失|走丢)|(?:找不到|无法找到|未找到|没有找到)[^。，,.!！]{0,12}(?:页面|网页|文件|附件|资源|网址)|访问(?:的页面)?出错|无法访问|(?:page|file|resource) (?:was )?not (?:be )?found|^\s*404\b|\b404\s*(?:错误|页面|error|not found|[-–—:：])|404\s*$/iu

/** What a host says to whom it thinks asks too much: a limit of its rate, whatever status it comes with. */
export const rateWords =
  /(?:访问|请求|操作|点击|刷新|提交|查询)(?:速度|次数|频率|量)?(?:过于|太过|过|太)(?:频繁|快|多|高)|(?:访问|请求)(?:次数|频率|人数|量)[^。，,]{0,4}(?:达到?|超[过出])[^。，,]{0,4}(?:上限|限制|阈值)|too many requests|rate limit(?:ed)?\b/iu

/** What a host says that is not well now, and may be later. */
export const busyWords =
  /(?:系统|服务器?|服务|网络|网站|平台|程序)(?:正?忙|繁忙|异常|错误|出错|故障)|稍[候后]再?(?:重)?[试来]|internal (?:server )?error|service (?:temporarily )?unavailable/iu

/** What the program or the store of a host says that has lost something. */
export const lostWords =
  /(?:读取|下载|加载|获取)失败|\b(?:FileNotFoundException|NoSuchKey|NullPointerException)\b|no such file/iu

/** What a host says while it is mended. Who maintains a site (网站维护：某公司) stands in footers and is not among it. */
export const maintenanceWords =
  /(?:系统|网站|本站|平台|页面|服务器?)[^。，,：:]{0,8}(?:维护|升级|改版|建设)(?:期间|[^。，,：:]{0,4}中(?!心))|(?:维护|升级|改版)[^。：:]{0,12}(?:暂停|无法|停止)(?:服务|访问|使用)|暂停(?:对外)?(?:服务|访问|开放)/u

/** What a host says that moved for good (网站迁移). Where its offices moved is another matter: a site or an address must be named. */
export const movedWords =
  /(?:网站|本站|网址|域名|站点|平台)[^。！!]{0,12}(?:迁移|搬迁|迁往|迁至|变更为|更换为|更改为|停止使用|停用)|(?:永久|整体)(?:性)?迁移|(?:启用|使用)(?:的)?新(?:的)?(?:网站|网址|域名|地址|平台)|新(?:网站|网址|域名|版网站)(?:地址)?[为是：:]/u

/** What stands in `<title>` of a page that is shown for as long as a host is not well. */
export const unwellTitle =
  /^\s*(?:(?:系统|网站|服务器?)(?:正在)?(?:维护|升级)|(?:系统|服务器?|网络)(?:正?忙|繁忙|异常|错误|出错|故障))/u

/** What stands in `<title>` of an error page; a report's title never begins so. */
export const goneTitle =
  /^\s*(?:404\b|error\b|出错|错误(?:页面|提示)|(?:您(?:要)?访问的)?(?:页面|网页|文件)(?:不存在|未找到|找不到|没有找到)|找不到|无法找到)|(?:^|\s)404\s*$|not found\s*$/iu
