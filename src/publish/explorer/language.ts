/** The languages of the explorer; Chinese is the first. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** As documents and feeds name them (BCP 47). */
export const languageTags = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>

/** Words of the explorer itself (标签), in each language. */
export type Label = Readonly<Record<Language, string>>
export type Labels = Readonly<Record<string, Label>>
