// Words for people, always in both languages.

export type Lang = 'zh' | 'en'

/** One sentence or label in Chinese and in English; both are complete. */
export interface Text {
  readonly zh: string
  readonly en: string
}
