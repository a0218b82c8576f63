// What others can look for on their own machines.

import type { Text } from '../../core/text.ts'
import { classes } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import { type IndicatorKind, indicatorsOf, takenAs } from '../indicators.ts'
import { code, prose, quiet, sayer, table } from '../say.ts'
import { custody } from './custody.ts'

const mostShown = 300

export const indicatorNames: Readonly<Record<IndicatorKind, Text>> = {
  domain: { zh: '域名', en: 'domain' },
  ip: { zh: 'IP 地址', en: 'IP address' },
  url: { zh: '网址', en: 'URL' },
  sha256: { zh: '文件 SHA-256', en: 'file SHA-256' },
  path: { zh: '文件路径', en: 'file path' },
  wallet: { zh: '钱包', en: 'wallet' },
  'ssh-key': { zh: 'SSH 密钥', en: 'SSH key' },
  user: { zh: '账户', en: 'account' },
}

export const indicators: ChapterWriter = {
  id: 'indicators',
  title: { zh: '失陷指标', en: 'Indicators of compromise' },
  write(report, lang) {
    const say = sayer(lang)
    const all = indicatorsOf(report)
    if (all.length === 0) return [prose(say({ zh: '没有可供他处查找的指标。', en: 'There is nothing that others could look for.' }))]
    return [
      prose(
        say({
          zh: '路径与账户名会变,摘要、钱包与密钥不易变。机器可读:davylamp report --format stix|misp。',
          en: 'Paths and account names change; digests, wallets and keys hardly do. Machine-readable: davylamp report --format stix|misp.',
        }),
      ),
      table(
        [
          say({ zh: '类型', en: 'Kind' }),
          say({ zh: '值', en: 'Value' }),
          say({ zh: '作用', en: 'Role' }),
          say({ zh: '依据', en: 'Because of' }),
        ],
        [2, 6, 2, 2],
        all.slice(0, mostShown).map(i => [
          [say(indicatorNames[i.kind])],
          [code(i.value), ...(i.path === undefined ? [] : [' ', quiet(i.path)])],
          [say(classes[i.role])],
          [
            quiet(
              i.because
                .slice(0, 3)
                .map(one => (one === takenAs ? say(custody.title) : one))
                .join(' '),
            ),
          ],
        ]),
      ),
    ]
  },
}
