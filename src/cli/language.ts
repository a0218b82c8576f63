// Which language to speak: --lang, else the environment's locale.
import { Option } from 'commander'
import type { Lang, Text } from '../core/text.ts'

export const languageOption = new Option('--lang <zh|en>', 'language of the output (default: from LANG)').choices(['zh', 'en'])

export function languageOf(given: string | undefined): Lang {
  if (given === 'zh' || given === 'en') return given
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en'
}

/** Picks the words of one language. */
export type Say = (text: Text) => string

export function sayer(lang: Lang): Say {
  return text => text[lang]
}
