/** Headings of reports, of the forms since 2008 (forms.md); the front page of a host prints no two of them. */
const headings: readonly RegExp[] = [
  /总体情况|概\s*述/u,
  /主动公开政府信息/u,
  /收到和处理政府信息公开申请|依申请公开(?:政府信息)?(?:的)?情况/u,
  /政府信息公开行政复议|行政复议、?(?:行政)?诉讼/u,
  /存在的(?:主要)?问题(?:及|和|与)改进/u,
  /其他需要报告的事项/u,
]

/** How many of the headings of the forms a text has; of a page, its source will do. */
export function headingsIn(text: string): number {
  return headings.filter((heading) => heading.test(text)).length
}
