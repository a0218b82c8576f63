// What a report consists of before it is HTML, Markdown or Word: chapters of a few kinds of blocks, in one language. Text in it is already visible, not yet escaped.

/** Text, or text with a role: code (evidence, paths, commands), strong, quiet, a link to the web or to a chapter ("#entry"). */
export type Inline =
  | string
  | { readonly role: 'code' | 'strong' | 'quiet'; readonly text: string }
  | { readonly role: 'link'; readonly text: string; readonly to: string }

export type Prose = readonly Inline[]

export type Tone = 'bad' | 'warning' | 'good' | 'plain'

/** A share of 1 with the band it may lie in. */
export interface Bar {
  readonly label: Prose
  readonly share: number
  readonly band: readonly [low: number, high: number]
}

export interface Table {
  readonly kind: 'table'
  readonly head: readonly string[]
  readonly rows: readonly (readonly Prose[])[]
  /** Relative widths of the columns. */
  readonly widths: readonly number[]
}

export type Block =
  | { readonly kind: 'prose'; readonly text: Prose }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: Prose }
  | { readonly kind: 'list'; readonly items: readonly Prose[]; readonly ordered: boolean }
  /** What has still to be done: boxes to tick. */
  | { readonly kind: 'checklist'; readonly items: readonly Prose[] }
  /** Pairs of a name and its value. */
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [name: string, value: Prose])[] }
  | Table
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  /** A drawing; `told` says in words what it shows, for those who cannot see it and for formats without drawings. */
  | { readonly kind: 'figure'; readonly svg: string; readonly told: Prose }

export interface Chapter {
  /** Anchor, kebab-case. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface Document {
  readonly lang: 'zh' | 'en'
  readonly title: string
  /** The verdict in two or three words, and how it feels. */
  readonly verdict: { readonly text: string; readonly tone: Tone }
  /** Pairs on the cover. */
  readonly cover: readonly (readonly [name: string, value: Prose])[]
  readonly chapters: readonly Chapter[]
  /** Last line of every page or of the document. */
  readonly foot: string
}

/** Plain text of prose. */
export function plainOf(prose: Prose): string {
  return prose.map(part => (typeof part === 'string' ? part : part.text)).join('')
}
