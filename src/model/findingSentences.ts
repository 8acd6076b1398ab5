import type { Finding } from './finding.ts'
import { numberWords, type FindingParts, type SentenceLanguage } from './findingParts.ts'
import { statedMetrics } from './statedMetric.ts'
import type { YearFindingCode } from './yearFinding.ts'

/** The same in both languages (双语). */
export type Sentence = Readonly<Record<SentenceLanguage, (words: FindingParts) => string>>

/** Both languages by the same condition. */
const either = (test: (words: FindingParts) => boolean, yes: Sentence, no: Sentence): Sentence => ({
  zh: (words) => (test(words) ? yes : no).zh(words),
  en: (words) => (test(words) ? yes : no).en(words),
})
const says = (zh: Sentence['zh'], en: Sentence['en']): Sentence => ({ zh, en })

const ofFigures = ({ metrics }: FindingParts): boolean => metrics.length > 0
const isInfo = ({ severity }: FindingParts): boolean => severity === 'info'
/** Amounts are kept in 万元 whatever a cell says. */
const inYuan = (unit = ''): string => (unit === '万元' ? ' (10,000 yuan)' : '')
const yearOf = ({ year }: FindingParts): string => String(year ?? '?')

/**
 * What every kind of finding says to a reader who knows nothing of forms, in both languages: the one table of these sentences. Findings between
 * years bring their own (`YearFinding`).
 */
export const findingSentences = {
  'unknown-label': says(
    ({ named }) => `表中有一行或一列的名称认不出是格式中的哪一项，可能是${named}，故未取。`,
    ({ named }) =>
      `A row or column has a label that could not be matched to the form; it may be that of ${named}: left out.`,
  ),
  'ambiguous-year': says(
    () => '标题和统计期限都没有确切写明年度，报告年度不能认定。',
    () => 'Neither the title nor the period of the statistics tells the year of the report for certain.',
  ),
  'ambiguous-unit': either(
    isInfo,
    says(
      ({ unit }) => `单位认定为“${unit}”，但所依据的名录或文件有一处不一致。`,
      ({ unit }) => `The unit was taken to be “${unit}”; one of the registers or documents says otherwise.`,
    ),
    says(
      ({ unit }) => `“${unit}”是哪个单位不能确切认定：可能重名，或文件没有写明。`,
      ({ unit }) =>
        `Which unit “${unit}” is could not be told for certain: its name may repeat, or nothing names it.`,
    ),
  ),
  'digits-run-together': says(
    ({ named }) => `${named}：所印的数字连成一串，无法确切拆分，故未取。`,
    ({ named }) =>
      `The numbers of ${named} run together in the text; they were left out rather than guessed.`,
  ),
  'split-by-sums': says(
    ({ valued }) => `${valued}：所印的数字连在一起，按唯一使各项合计成立的方式拆开。`,
    ({ valued }) =>
      `The numbers of ${valued} were printed as one and split in the only way in which every sum holds.`,
  ),
  'missing-cell': says(
    ({ named }) => `所印的一行提前结束，少了单元格，按空白记；涉及${named}。`,
    ({ named }) =>
      `A printed row ends early, and the cells that it lacks count as blank. It concerns ${named}.`,
  ),
  'note-in-cell': either(
    ({ first, metrics }) =>
      metrics.length === 1 && first?.raw !== undefined && typeof first.value === 'number',
    says(
      ({ first }) =>
        `“${first?.name ?? ''}”的单元格印作“${first?.raw ?? ''}”，读作 ${String(first?.value)} ${first?.unit ?? ''}。`,
      ({ first }) =>
        `The cell of “${first?.name ?? ''}” says “${first?.raw ?? ''}”; it is taken as ${String(first?.value)}${inYuan(first?.unit)}.`,
    ),
    says(
      ({ named }) => `${named}：单元格中的数字旁有单位或注释，只取数字。`,
      ({ named }) =>
        `The cells of ${named} hold a number with a unit or a note beside it; the number is taken.`,
    ),
  ),
  'read-by-ocr': either(
    ofFigures,
    either(
      isInfo,
      says(
        ({ named }) => `${named}由图像识别得出：各次识别一致，但没有合计可以核对。`,
        ({ named }) =>
          `${named} were read from a picture: every reading agrees, and no sum could contradict them.`,
      ),
      says(
        ({ named }) => `${named}由图像识别得出，没有合计或另一次识别可以印证，请与原件核对。`,
        ({ named }) =>
          `${named} were read from a picture, and nothing vouches for them: compare them with the original.`,
      ),
    ),
    says(
      (words) => `单位“${words.unit}”和 ${yearOf(words)} 年度由图像识别得出，请与原件核对。`,
      (words) =>
        `The unit “${words.unit}” and the year ${yearOf(words)} were read from a picture: compare them with the original.`,
    ),
  ),
  'read-from-conversion': says(
    ({ metrics }) =>
      `原件的格式无法直接读取，${String(metrics.length)} 项数据都读自转换程序所生成的文件，请与原件核对。`,
    ({ metrics }) =>
      `No reader of ours reads the original: all ${String(metrics.length)} figures come from what a converter made of it; compare them with the original.`,
  ),
  'unread-text': says(
    () => '扫描页或图片中的内容没有全部读出，缺少的请看原件。',
    () =>
      'Not everything that a scanned page or a picture shows could be read: look at the original for what is missing.',
  ),
  'unreadable-cell': either(
    ({ first, metrics }) => metrics.length === 1 && first?.raw !== undefined,
    says(
      ({ first }) =>
        `“${first?.name ?? ''}”的单元格印作“${first?.raw ?? ''}”，既非空白也不是确切的数，故未取。`,
      ({ first }) =>
        `The cell of “${first?.name ?? ''}” says “${first?.raw ?? ''}”, which is neither blank nor a certain number: left out.`,
    ),
    says(
      ({ named }) => `${named}：单元格既非空白也不是确切的数，故未取。`,
      ({ named }) => `The cells of ${named} are neither blank nor certain numbers: left out.`,
    ),
  ),
  'unclear-layout': says(
    ({ named }) => `${named}：单元格与栏目的对应不能确切认定，故未取。`,
    ({ named }) => `The cells of ${named} cannot be matched to their labels for certain: left out.`,
  ),
  'repeated-row': says(
    ({ named }) => `${named}：所在的行印了不止一次而数字不同，故未取。`,
    ({ named }) => `The row of ${named} is printed more than once with different figures: left out.`,
  ),
  'local-row': says(
    () => '表中印有格式中没有的行，不作为数据。',
    () => 'A table prints a row that no form has; it is not taken as a figure.',
  ),
  'two-years': says(
    ({ named }) => `一张表并列印有两年的数据，不合并取用：${named}未取。`,
    ({ named }) => `A table prints two years side by side; they were not merged, and ${named} left out.`,
  ),
  'sum-mismatch': either(
    ({ sum }) => sum !== null,
    says(
      ({ sum }) =>
        `${sum?.label ?? ''}印为 ${sum?.total ?? ''}，而各分项（${sum?.parts ?? ''}）相加为 ${sum?.added ?? ''}。`,
      ({ sum }) =>
        `${sum?.label ?? ''} is printed as ${sum?.total ?? ''}, but its parts (${sum?.parts ?? ''}) add up to ${sum?.added ?? ''}.`,
    ),
    says(
      ({ valued }) => `${valued}：所印各分项之和与所印合计不等。`,
      ({ valued }) => `The printed parts do not add up to the printed total at ${valued}.`,
    ),
  ),
  'sum-incomplete': either(
    ({ sum }) => sum !== null,
    says(
      ({ sum }) =>
        `${sum?.label ?? ''}印为 ${sum?.total ?? ''}，各分项（${sum?.parts ?? ''}）已印的相加为 ${sum?.added ?? ''}：有空白或未读出的格，合计是否成立无法核对。`,
      ({ sum }) =>
        `${sum?.label ?? ''} is printed as ${sum?.total ?? ''}, and those of its parts (${sum?.parts ?? ''}) that are printed add up to ${sum?.added ?? ''}: with cells that are blank or not read nobody can tell whether the sum holds.`,
    ),
    says(
      ({ valued }) => `${valued}：分项或合计有空白，合计是否成立无法核对。`,
      ({ valued }) => `Parts or total are blank at ${valued}, so nobody can tell whether the sum holds.`,
    ),
  ),
  'statement-differs': either(
    ({ evidence }) => evidence.stated !== undefined,
    says(
      ({ evidence: { stated } }) => {
        const metric = statedMetrics.find(({ id }) => id === stated?.metric)
        const [said, printed] = [numberWords(stated?.said), numberWords(stated?.printed)]
        return `正文称“${metric?.chinese ?? ''}”为 ${said} ${metric?.unit ?? ''}，表格为 ${printed} ${metric?.unit ?? ''}。`
      },
      ({ evidence: { stated } }) => {
        const metric = statedMetrics.find(({ id }) => id === stated?.metric)
        return `The text says ${numberWords(stated?.said)} for ${metric?.english ?? ''}, the table ${numberWords(stated?.printed)}.`
      },
    ),
    says(
      ({ valued }) => `正文语句中的数字与表格不同：${valued}。`,
      ({ valued }) => `A sentence of the report gives another number than its table for ${valued}.`,
    ),
  ),
  'sources-disagree': says(
    ({ valued }) => `同一报告的另一个来源数字不同：此处取${valued}。`,
    ({ valued }) => `Another source of the same report gives other figures; here stands ${valued}.`,
  ),
  'source-replaced': says(
    () => '给出报告的网址如今给出其他内容，保留上次读出的数据。',
    () => 'The address that gave the report gives something else now; the last reading stays.',
  ),
  'missing-table': either(
    ofFigures,
    says(
      ({ named }) => `文件中没有认出格式规定的一张表，缺${named}。`,
      ({ named }) => `A table of the form was not found in the document: ${named} are missing.`,
    ),
    says(
      () => '报告有一部分（缺少的页，或另一网址上的续页）没有读到，其中的内容缺失。',
      () =>
        'A part of the report (pages that are not there, or that stand at another address) was not read: what it says is missing.',
    ),
  ),
  'missing-row': either(
    ({ first }) => first?.value === undefined,
    says(
      ({ named }) => `文件中没有格式规定的某些单元格，或其中没有能读出的数：${named}。`,
      ({ named }) =>
        `Cells of the form are not in the document, or print no number that can be read: ${named}.`,
    ),
    says(
      ({ metrics }) =>
        `表格的 ${String(metrics.length)} 个单元格全为空白：可能由脚本在浏览器中填入，也可能无人填写。`,
      ({ metrics }) =>
        `All ${String(metrics.length)} cells of the tables are blank: a script may fill them in the browser, or nobody did.`,
    ),
  ),
  'year-differs': says(
    (words) => `报告年度取 ${yearOf(words)} 年，但文件、列表或公布日期与之不符。`,
    (words) =>
      `The year was taken as ${yearOf(words)}, but the document, its listing or its date of publication does not agree.`,
  ),
  'leftover-year': either(
    ofFigures,
    says(
      (words) => `${words.named}：所在的表印有其他年份，而报告年度为 ${yearOf(words)} 年。`,
      (words) => `The table of ${words.named} prints another year, but the report is for ${yearOf(words)}.`,
    ),
    says(
      (words) => `正文有语句写的是其他年份，而报告年度为 ${yearOf(words)} 年。`,
      (words) => `A sentence speaks of another year, but the report is for ${yearOf(words)}.`,
    ),
  ),
  'leftover-unit': either(
    ofFigures,
    says(
      ({ named, unit }) => `${named}：所在的表印有其他单位的名称，而报告单位为“${unit}”。`,
      ({ named, unit }) =>
        `The table of ${named} prints the name of another body, but the report is that of “${unit}”.`,
    ),
    says(
      ({ unit }) => `正文自称其他单位的报告，而报告单位为“${unit}”。`,
      ({ unit }) => `The text calls itself the report of another unit than “${unit}”.`,
    ),
  ),
  withheld: says(
    () => '本报告的一件原件依存档者的决定不公开：数据保留，文字略去。',
    () =>
      'An original of the report is withheld by decision of the archive’s keeper: its figures stay, its words are left out.',
  ),
  'title-differs': says(
    () => '标题称作他物（通知、通报等），正文却是完整的报告。',
    () => 'The title calls it something else (a notice, a circular); its body is a whole report.',
  ),
  'not-a-report': says(
    () => '文件不是年度报告：存档而不取数据。',
    () => 'The document is no annual report: it is archived, and no figures are taken.',
  ),
  'several-reports': says(
    () => '一个文件含有多份报告，未取数据：须拆分后分别导入。',
    () => 'The file holds more than one report, and no figures are taken: split it and import each.',
  ),
  'empty-file': says(
    () => '文件没有内容。',
    () => 'The file has no content.',
  ),
  'unreadable-file': says(
    () => '文件加密、损坏、种类不明或只有图像，未能读出，须由人阅读。',
    () =>
      'The file is encrypted, damaged, of an unknown kind or only pictures, and could not be read: a person reads it.',
  ),
} as const satisfies Partial<Record<Exclude<Finding['code'], YearFindingCode>, Sentence>>
