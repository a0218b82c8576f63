// What it cost, with every assumption beside the figure.
import type { ChapterWriter } from '../chapter.ts'
import { assumptions, costOf } from '../cost.ts'
import { money, number, rangeOf } from '../figures.ts'
import { prose, quiet, sayer, spanOf, table } from '../say.ts'

export const cost: ChapterWriter = {
  id: 'cost',
  title: { zh: '损失', en: 'Cost' },
  write(report, lang) {
    const say = sayer(lang)
    const known = costOf(report)
    if (known === undefined)
      return [
        prose(
          say({
            zh: '扫描时没有见到运行中的挖矿进程(例如只检查了磁盘),因此不估算损失。',
            en: 'No mining process was seen running (a disk runs nothing), so no cost is estimated.',
          }),
        ),
      ]
    const n = (value: number): string => number(value, lang)
    const { wattsPerCore, hashesPerCore } = assumptions
    const { prices, electricity, computing } = known
    const said = prices.own ? { zh: ',由使用方给出', en: ', as given by the owner' } : { zh: '', en: '' }
    const { currency } = prices
    const span = known.hours === undefined ? say({ zh: '时长未知', en: 'for an unknown time' }) : spanOf(known.hours * 3600, lang)
    return [
      table(
        [say({ zh: '项目', en: 'Item' }), say({ zh: '数值', en: 'Figure' }), say({ zh: '如何得出', en: 'How it is made' })],
        [2, 2, 5],
        [
          [
            [say({ zh: '被占用的算力', en: 'Computing taken' })],
            [`${rangeOf(known.coreHours, n)} ${say({ zh: '核时', en: 'core-hours' })}`],
            [
              quiet(
                say({
                  zh: `下限为所见进程已用的 CPU 时间(${n(known.measuredCoreHours)} 核时);上限为所见 ${n(known.cores)} 核 × ${span}`,
                  en: `at least the CPU time of the processes seen (${n(known.measuredCoreHours)} core-hours); at most the ${n(known.cores)} cores seen × ${span}`,
                }),
              ),
            ],
          ],
          [
            [say({ zh: '电量', en: 'Energy' })],
            [`${rangeOf(known.kwh, n)} kWh`],
            [
              quiet(
                say({ zh: `每核 ${rangeOf(wattsPerCore, n)} 瓦(含散热)`, en: `${rangeOf(wattsPerCore, n)} W a core, cooling included` }),
              ),
            ],
          ],
          ...(electricity === undefined || prices.kwh === undefined
            ? []
            : [
                [
                  [say({ zh: '电费', en: 'Electricity' })],
                  [money(electricity, currency, lang)],
                  [
                    quiet(
                      say({
                        zh: `每度 ${money(prices.kwh, currency, lang)}${prices.own ? said.zh : '(假定的工商业电价)'}`,
                        en: `${money(prices.kwh, currency, lang)} a kWh${prices.own ? said.en : ' (assumed; industrial tariffs differ by province)'}`,
                      }),
                    ),
                  ],
                ],
              ]),
          ...(computing === undefined || prices.coreHour === undefined
            ? []
            : [
                [
                  [say({ zh: '等值的云算力', en: 'The same computing in a cloud' })],
                  [money(computing, currency, lang)],
                  [
                    quiet(
                      say({
                        zh: `每核时 ${money(prices.coreHour, currency, lang)}${prices.own ? said.zh : '(按国内云目录价估计)'}`,
                        en: `${money(prices.coreHour, currency, lang)} a core-hour${prices.own ? said.en : ' (estimated from list prices of clouds in China)'}`,
                      }),
                    ),
                  ],
                ],
              ]),
          ...(known.earnedUsd === undefined
            ? []
            : [
                [
                  [say({ zh: '攻击者的估计收入', en: 'What the intruder may have earned' })],
                  [money(known.earnedUsd, 'USD', lang)],
                  [
                    quiet(
                      say({
                        zh: `假设为门罗币,每核 ${rangeOf(hashesPerCore, n)} H/s,按 ${known.earnedUsd.date} 前后的币价与全网算力;只说明数量级`,
                        en: `if it was Monero at ${rangeOf(hashesPerCore, n)} H/s a core, by prices and network rate around ${known.earnedUsd.date}; an order of magnitude only`,
                      }),
                    ),
                  ],
                ],
              ]),
        ],
      ),
      prose(
        quiet(
          say({
            zh: '未计入:业务受影响的损失、人工、被扣停的实例、流量费与泄露的机密。自己的单价用 --core-hour、--kwh 与 --currency 给出。',
            en: 'Not counted: harm to the business, labour, suspended instances, traffic, and leaked secrets. Give prices of your own by --core-hour, --kwh and --currency.',
          }),
        ),
      ),
    ]
  },
}
