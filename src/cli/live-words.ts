// One line for each thing that is noticed while packets pass.
import { styleText } from 'node:util'
import type { Finding } from '../core/finding.ts'
import type { Lang } from '../core/text.ts'
import { classes, severities } from '../core/words.ts'
import { padded, safe, short } from './safe.ts'

const colours = { critical: 'red', high: 'red', medium: 'yellow', low: 'dim', info: 'dim' } as const

/** `holder`: "xmrig[4242]", '' when nobody on this host holds the connection. */
export function liveLine(finding: Finding, holder: string, at: Date, lang: Lang): string {
  const { severity, title } = finding
  const mark = styleText(colours[severity], padded(severities[severity][lang], 8))
  const whose = holder === '' ? '' : styleText('bold', `  ← ${safe(holder)}`)
  return `${at.toTimeString().slice(0, 8)}  ${mark} ${padded(classes[finding.class][lang], 11)} ${short(title[lang], 150)}${whose}\n`
}
