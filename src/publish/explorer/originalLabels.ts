import type { Labels } from './language.ts'

/** Words of originals. */
export const originalLabels = {
  original: { zh: '原件', en: 'Original' },
  originals: { zh: '原件与来源', en: 'Originals and sources' },
  mediaType: { zh: '类型', en: 'Type' },
  capture: { zh: '台账行', en: 'Ledger line' },
  download: { zh: '下载未改动的原件', en: 'Download the untouched original' },
  picturePng: { zh: '页面截图', en: 'Picture of the page' },
  picturePdf: { zh: '页面截图（PDF）', en: 'Picture of the page (PDF)' },
  conversion: { zh: '下载转换件', en: 'Download what was made of it' },
  conversionNote: {
    zh: '原件格式无法直接读取；数据和下面的文字读自转换件，以原件为准。转换程序：',
    en: 'No reader of ours reads the original: figures, and the words below, were read from what a converter made of it; the original is what counts. Converter:',
  },
  asRead: {
    zh: '按读取顺序查看（标出数据所在单元格）',
    en: 'As our reader gives it, with the cells of the figures marked',
  },
  shown: { zh: '文件预览', en: 'The document' },
  shownNote: {
    zh: '已去除脚本和外部内容；以下载的原件为准。',
    en: 'Without scripts and anything from the network; the download is what counts.',
  },
  unmarked: {
    zh: '下列数据所在的单元格在这里对不上（文件包内的文件，或当时的读取规则不同），以下载的原件为准：',
    en: 'The cells of these figures are not marked here (they stand in a file inside, or other rules read them); the download is what counts:',
  },
  noPreview: { zh: '此类文件没有预览。', en: 'There is no preview of this kind of file.' },
  notHere: { zh: '此存档中没有这个文件。', en: 'The file is not in this archive.' },
  withheld: { zh: '不公开', en: 'Withheld' },
  since: { zh: '自', en: 'since' },
  unreadable: { zh: '无法读出', en: 'Cannot be read' },
  rowEnds: { zh: '（此行到此为止）', en: '(the row ends here)' },
  gives: { zh: '出自此件的报告', en: 'Reports that it gives' },
} as const satisfies Labels
